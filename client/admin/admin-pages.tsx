import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { type NavigationItem, StaffShell } from '../kit/staff/shell.tsx';
import { CachesPage } from './caches/caches-page.tsx';
import { ConversationPage } from './conversations/conversation-page.tsx';
import { ConversationsPage } from './conversations/conversations-page.tsx';
import { DocumentPage } from './knowledge/document-page.tsx';
import { KnowledgePage } from './knowledge/knowledge-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { NotFoundPage } from './parts/not-found-page.tsx';
import { RoutingPage } from './routing/routing-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { UsersPage } from './users/users-page.tsx';

const navigation: readonly NavigationItem[] = [
  { path: '/admin', label: 'Overview', icon: 'chart', exact: true },
  { path: '/admin/conversations', label: 'Conversations', icon: 'chat' },
  { path: '/admin/knowledge', label: 'Knowledge base', icon: 'book' },
  { path: '/admin/caches', label: 'Caches', icon: 'layers' },
  { path: '/admin/routing', label: 'Models and routing', icon: 'route' },
  { path: '/admin/users', label: 'Users', icon: 'people' },
  { path: '/admin/settings', label: 'Settings', icon: 'settings' },
];

/** All pages of the admins' area in its frame. */
export function AdminPages(): ReactNode {
  return (
    <StaffShell area="admin" navigation={navigation}>
      <Routes>
        <Route path="/admin" element={<OverviewPage />} />
        <Route path="/admin/conversations" element={<ConversationsPage />} />
        <Route path="/admin/conversations/:id" element={<ConversationPage />} />
        <Route path="/admin/knowledge" element={<KnowledgePage />} />
        <Route path="/admin/knowledge/:id" element={<DocumentPage />} />
        <Route path="/admin/caches" element={<CachesPage />} />
        <Route path="/admin/routing" element={<RoutingPage />} />
        <Route path="/admin/users" element={<UsersPage />} />
        <Route path="/admin/settings" element={<SettingsPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </StaffShell>
  );
}
