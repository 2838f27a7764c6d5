import { type ComponentType, type ReactNode, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { loadedLater } from '../kit/staff/later.tsx';
import { type NavigationItem, StaffShell } from '../kit/staff/shell.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { NotFoundPage } from './parts/not-found-page.tsx';
import { PageBoundary } from './parts/page-boundary.tsx';
import { PageLoading } from './parts/page-loading.tsx';

const navigation: readonly NavigationItem[] = [
  { path: '/admin', label: 'Overview', icon: 'chart', exact: true },
  { path: '/admin/conversations', label: 'Conversations', icon: 'chat' },
  { path: '/admin/knowledge', label: 'Knowledge base', icon: 'book' },
  { path: '/admin/caches', label: 'Caches', icon: 'layers' },
  { path: '/admin/routing', label: 'Models and routing', icon: 'route' },
  { path: '/admin/calculator', label: 'Calculator', icon: 'calculator' },
  { path: '/admin/users', label: 'Users', icon: 'people' },
  { path: '/admin/settings', label: 'Settings', icon: 'settings' },
];

/** A page whose code is loaded when it is first opened. */
function page(load: () => Promise<ComponentType>): ReactNode {
  const Loaded = loadedLater(load);
  return <Loaded />;
}

const pages: readonly { path: string; element: ReactNode }[] = [
  // Where nearly everybody begins, so that it comes in one piece with the frame.
  { path: '/admin', element: <OverviewPage /> },
  {
    path: '/admin/conversations',
    element: page(
      async () => (await import('./conversations/conversations-page.tsx')).ConversationsPage,
    ),
  },
  {
    path: '/admin/conversations/:id',
    element: page(
      async () => (await import('./conversations/conversation-page.tsx')).ConversationPage,
    ),
  },
  {
    path: '/admin/knowledge',
    element: page(async () => (await import('./knowledge/knowledge-page.tsx')).KnowledgePage),
  },
  {
    path: '/admin/knowledge/:id',
    element: page(async () => (await import('./knowledge/document-page.tsx')).DocumentPage),
  },
  {
    path: '/admin/caches',
    element: page(async () => (await import('./caches/savings-page.tsx')).SavingsPage),
  },
  {
    path: '/admin/caches/entries',
    element: page(async () => (await import('./caches/entries-page.tsx')).EntriesPage),
  },
  {
    path: '/admin/caches/warm-up',
    element: page(async () => (await import('./caches/warm-up-page.tsx')).WarmUpPage),
  },
  {
    path: '/admin/caches/calibration',
    element: page(async () => (await import('./caches/calibration-page.tsx')).CalibrationPage),
  },
  {
    path: '/admin/routing',
    element: page(async () => (await import('./routing/routing-page.tsx')).RoutingPage),
  },
  {
    path: '/admin/calculator',
    element: page(async () => (await import('./calculator/calculator-page.tsx')).CalculatorPage),
  },
  {
    path: '/admin/users',
    element: page(async () => (await import('./users/users-page.tsx')).UsersPage),
  },
  {
    path: '/admin/settings',
    element: page(async () => (await import('./settings/settings-page.tsx')).SettingsPage),
  },
];

/** All pages of the admins' area in its frame. */
export function AdminPages(): ReactNode {
  const { pathname } = useLocation();
  return (
    <StaffShell area="admin" navigation={navigation}>
      <PageBoundary key={pathname}>
        <Suspense fallback={<PageLoading />}>
          <Routes>
            {pages.map(({ path, element }) => (
              <Route key={path} path={path} element={element} />
            ))}
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
      </PageBoundary>
    </StaffShell>
  );
}
