import { startStaffPage } from '../kit/staff/staff-page.tsx';
import { App } from './app.tsx';

startStaffPage({ roles: ['agent', 'admin'], children: <App /> });
