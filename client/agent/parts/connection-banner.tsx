import type { ReactNode } from 'react';
import { errorWords } from '../../kit/staff/error-words.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import type { Connection } from '../client/agent-connection.ts';

/** Says that what is shown may be old, as long as it may. */
export function ConnectionBanner({ connection }: { connection: Connection }): ReactNode {
  const words = wordsOf(connection);
  return (
    <div role="status" className="agent-connection">
      {words === null ? null : (
        <p>
          <Icon name="alert" size={16} />
          {words}
        </p>
      )}
    </div>
  );
}

function wordsOf(connection: Connection): string | null {
  switch (connection.kind) {
    case 'offline':
      return 'Connection lost. Trying again; your drafts are kept.';
    case 'refused':
      return errorWords(connection.error);
    default:
      return null;
  }
}
