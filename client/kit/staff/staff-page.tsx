import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './style/staff.css';
import { Button, Center, Loader, MantineProvider, Stack, Text, Title } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { z } from 'zod';
import type { UserRole } from '../../../shared/admin-protocol.ts';
import { Brand } from './brand.tsx';
import { loadedLater } from './later.tsx';
import { NoticesPlace } from './notices-place.tsx';
import { Problem } from './problem.tsx';
import { createQueryClient } from './query-client.ts';
import {
  StaffApiContext,
  sessionKey,
  UserContext,
  useSessionQuery,
  useSignOut,
} from './session.ts';
import { StaffApi } from './staff-api.ts';
import { staffTheme } from './theme.ts';

const SignInPage = loadedLater(async () => (await import('./sign-in-page.tsx')).SignInPage);

interface StaffPageProps {
  /** Who may see the page. */
  roles: readonly UserRole[];
  children: ReactNode;
}

/** Puts a page into `#root`, with all that it stands on: theme, queries, router, notifications and the sign-in. */
export function startStaffPage({ roles, children }: StaffPageProps): void {
  // The content security policy forbids code made from strings, which zod would try.
  z.config({ jitless: true });
  const queries = createQueryClient();
  const api = new StaffApi({ url: '', onSignedOut: () => queries.setQueryData(sessionKey, null) });
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <StaffPage api={api} queries={queries} roles={roles}>
        {children}
      </StaffPage>
    </StrictMode>,
  );
}

/** The providers of a page and, until someone is signed in who may see it, the sign-in in its place. */
export function StaffPage({
  api,
  queries,
  roles,
  children,
}: StaffPageProps & { api: StaffApi; queries: QueryClient }): ReactNode {
  return (
    <MantineProvider theme={staffTheme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <StaffApiContext value={api}>
          <BrowserRouter>
            <NoticesPlace />
            <SessionGate roles={roles}>{children}</SessionGate>
          </BrowserRouter>
        </StaffApiContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function SessionGate({ roles, children }: StaffPageProps): ReactNode {
  const session = useSessionQuery();
  if (session.isPending) {
    return <Opening />;
  }
  if (session.isError) {
    return (
      <main className="staff-sign-in">
        <div className="staff-sign-in-box">
          <Brand />
          <Problem
            title="Deskhand does not answer"
            thrown={session.error}
            onRetry={() => void session.refetch()}
          />
        </div>
      </main>
    );
  }
  if (session.data === null) {
    return (
      <Suspense fallback={<Opening />}>
        <SignInPage />
      </Suspense>
    );
  }
  return (
    // Another user starts with nothing of the one before.
    <UserContext key={session.data.userId} value={session.data}>
      {roles.includes(session.data.role) ? children : <NotForYou />}
    </UserContext>
  );
}

function Opening(): ReactNode {
  return (
    <Center mih="100vh">
      <Loader role="status" aria-label="Loading" />
    </Center>
  );
}

function NotForYou(): ReactNode {
  const signOut = useSignOut();
  return (
    <main className="staff-sign-in">
      <div className="staff-sign-in-box">
        <Brand />
        <Stack>
          <Title order={1}>This area is for admins</Title>
          <Text>You are signed in as an agent. Your conversations are in the inbox.</Text>
          <Button component="a" href="/agent">
            Go to the inbox
          </Button>
          <Button variant="default" onClick={() => signOut.mutate()}>
            Sign in as someone else
          </Button>
        </Stack>
      </div>
    </main>
  );
}
