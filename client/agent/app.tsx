import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Route, Routes } from 'react-router';
import { BrowserStore } from '../kit/key-value-store.ts';
import { sessionKey, useUser } from '../kit/staff/session.ts';
import { StaffShell } from '../kit/staff/shell.tsx';
import { useSnapshot } from '../kit/use-snapshot.ts';
import { AgentClient } from './client/agent-client.ts';
import { AlertTools } from './parts/alert-tools.tsx';
import { Announcer } from './parts/announcer.tsx';
import { ConnectionBanner } from './parts/connection-banner.tsx';
import { Inbox } from './parts/inbox.tsx';
import './style/agent.css';

/** The agents' page below the sign-in. Each sign-in gets a client of its own. */
export function App(): ReactNode {
  const { userId } = useUser();
  const [client, setClient] = useState<AgentClient | null>(null);
  useEffect(() => {
    const agent = new AgentClient({ url: location.origin, userId, store: new BrowserStore() });
    agent.start();
    setClient(agent);
    return () => agent.stop();
  }, [userId]);
  return client === null ? null : <Console client={client} />;
}

function Console({ client }: { client: AgentClient }): ReactNode {
  const state = useSnapshot(client);
  const queries = useQueryClient();
  const isSignedOut = state.connection.kind === 'signed-out';
  useEffect(() => {
    if (isSignedOut) queries.setQueryData(sessionKey, null);
  }, [isSignedOut, queries]);
  return (
    <StaffShell area="agent" tools={<AlertTools queue={state.queue} />}>
      <Announcer state={state} />
      <div className="agent-page">
        <ConnectionBanner connection={state.connection} />
        <Routes>
          <Route path="/agent/:conversationId?" element={<Inbox client={client} state={state} />} />
        </Routes>
      </div>
    </StaffShell>
  );
}
