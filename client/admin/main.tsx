import { startStaffPage } from '../kit/staff/staff-page.tsx';
import { AdminPages } from './admin-pages.tsx';
import './style/admin.css';
import './style/overview.css';
import './style/pages.css';
import './style/record.css';

startStaffPage({ roles: ['admin'], children: <AdminPages /> });
