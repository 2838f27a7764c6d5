import { Button, Drawer } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import type { CacheEntryDetail } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useCacheEntry, useEvict } from './cache-queries.ts';
import { EntryDetails } from './entry-details.tsx';

interface EntryDrawerProps {
  /** Null while none is open. */
  entryKey: string | null;
  onClose(): void;
}

/** One entry at the side, with everything known of it and the way to throw it out. */
export function EntryDrawer({ entryKey, onClose }: EntryDrawerProps): ReactNode {
  return (
    <Drawer
      opened={entryKey !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title="Cache entry"
    >
      {entryKey === null ? null : <Entry key={entryKey} entryKey={entryKey} onEvicted={onClose} />}
    </Drawer>
  );
}

function Entry({ entryKey, onEvicted }: { entryKey: string; onEvicted(): void }): ReactNode {
  const query = useCacheEntry(entryKey);
  return (
    <Loaded query={query} what="The entry" placeholder={[60, 200]}>
      {(entry) => (
        <div className="admin-entry">
          <EntryDetails entry={entry} />
          <Evict entry={entry} onEvicted={onEvicted} />
        </div>
      )}
    </Loaded>
  );
}

function Evict({ entry, onEvicted }: { entry: CacheEntryDetail; onEvicted(): void }): ReactNode {
  const evict = useEvict();
  const [isAsking, setIsAsking] = useState(false);
  const confirm = () =>
    evict.mutate(entry.key, {
      onSuccess: () => {
        notifications.show({ color: 'desk', message: 'The entry was evicted.' });
        onEvicted();
      },
    });
  return (
    <>
      <Button
        color="red"
        variant="light"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => setIsAsking(true)}
      >
        Evict
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title="Evict this entry?"
        action="Evict"
        isPending={evict.isPending}
        thrown={evict.error}
        onClose={() => setIsAsking(false)}
        onConfirm={confirm}
      >
        {entry.answer === null
          ? 'The next customer who asks has the documents searched again.'
          : 'It is gone from the exact and the semantic tier at once. The next customer who asks gets a fresh answer, which may be kept again.'}
      </ConfirmDialog>
    </>
  );
}
