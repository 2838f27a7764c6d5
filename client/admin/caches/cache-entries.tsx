import { Anchor, Button, Drawer, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import {
  type CacheEntryView,
  type CacheTier,
  cacheTierSchema,
} from '../../../shared/admin-protocol.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import { Icon } from '../../kit/staff/icon.tsx';
import { agoText, momentText } from '../../kit/staff/words/moments.ts';
import { cacheTierNames } from '../../kit/staff/words/names.ts';
import { counted, countText } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { entryLimit, useCacheEntries, useEvict } from './cache-queries.ts';

/** The entries, to search, to read and to throw out. */
export function CacheEntries(): ReactNode {
  const [search, setSearch] = useState('');
  const [tier, setTier] = useState<CacheTier | null>(null);
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [opened, setOpened] = useState<CacheEntryView | null>(null);
  const query = useCacheEntries({ search: settled, tier });
  return (
    <Card
      title="Entries"
      about="Evicting an entry takes it out of every tier at once; the next customer gets a fresh answer."
      isFlush
      tools={
        <Group gap="xs">
          <TextInput
            aria-label="Search questions"
            placeholder="Words in the question"
            maxLength={200}
            leftSection={<Icon name="search" size={16} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Select
            aria-label="Tier"
            placeholder="All tiers"
            w={130}
            clearable
            clearButtonProps={{ 'aria-label': 'All tiers' }}
            value={tier}
            onChange={(value) => setTier(cacheTierSchema.nullable().parse(value))}
            data={cacheTierSchema.options.map((value) => ({
              value,
              label: cacheTierNames[value],
            }))}
          />
        </Group>
      }
    >
      <Loaded query={query} what="The entries" placeholder={[200]}>
        {({ entries }) =>
          entries.length === 0 ? (
            <NothingYet
              icon="layers"
              title={settled === '' && tier === null ? 'The caches are empty' : 'No entry matches'}
            >
              {settled === '' && tier === null
                ? 'An answer is kept when it was complete, verified and holds nothing personal. Ask a question twice in the widget to see it served from here.'
                : 'Search with fewer words, or in all tiers.'}
            </NothingYet>
          ) : (
            <EntryTable entries={entries} onOpen={setOpened} />
          )
        }
      </Loaded>
      <EntryDrawer key={opened?.key ?? ''} entry={opened} onClose={() => setOpened(null)} />
    </Card>
  );
}

interface EntryTableProps {
  entries: readonly CacheEntryView[];
  onOpen(entry: CacheEntryView): void;
}

function EntryTable({ entries, onOpen }: EntryTableProps): ReactNode {
  return (
    <>
      <DataTable
        caption="Cache entries"
        minWidth={760}
        columns={[
          'Question',
          'Tier',
          { label: 'Documents', align: 'right' },
          { label: 'Hits', align: 'right' },
          { label: 'Expires', align: 'right' },
        ]}
      >
        {entries.map((entry) => (
          <Table.Tr key={`${entry.tier}/${entry.key}`}>
            <Table.Td className="admin-wide-cell">
              <Anchor
                component="button"
                type="button"
                size="sm"
                fw={500}
                ta="left"
                onClick={() => onOpen(entry)}
              >
                {entry.question}
              </Anchor>
            </Table.Td>
            <Table.Td>{cacheTierNames[entry.tier]}</Table.Td>
            <Table.Td ta="right" className="admin-figures">
              {entry.documents.length}
            </Table.Td>
            <Table.Td ta="right" className="admin-figures">
              {entry.hits === null ? '–' : countText(entry.hits)}
            </Table.Td>
            <Table.Td ta="right" className="admin-figures" title={momentText(entry.expiresAt)}>
              {agoText(entry.expiresAt)}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      {entries.length < entryLimit ? null : (
        <Text size="xs" c="dimmed" ta="center" p="sm">
          The first {entryLimit} are shown. Search to find others.
        </Text>
      )}
    </>
  );
}

interface EntryDrawerProps {
  entry: CacheEntryView | null;
  onClose(): void;
}

function EntryDrawer({ entry, onClose }: EntryDrawerProps): ReactNode {
  return (
    <Drawer
      opened={entry !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title="Cache entry"
    >
      {entry === null ? null : <Entry entry={entry} onEvicted={onClose} />}
    </Drawer>
  );
}

function Entry({ entry, onEvicted }: { entry: CacheEntryView; onEvicted(): void }): ReactNode {
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
    <div className="admin-entry">
      <h3>{entry.question}</h3>
      {entry.answer === null ? (
        <Text size="sm" c="dimmed">
          This tier keeps passages only, no answer.
        </Text>
      ) : (
        <div className="admin-markdown admin-quote">
          <Markdown text={entry.answer} />
        </div>
      )}
      <dl className="admin-facts">
        <div>
          <dt>Tier</dt>
          <dd>{cacheTierNames[entry.tier]}</dd>
        </div>
        <div>
          <dt>Rests on</dt>
          <dd>
            {entry.documents.length === 0 ? 'No document' : null}
            <ul className="admin-plain-list">
              {entry.documents.map(({ id, version }) => (
                <li key={id}>
                  <Anchor
                    component={Link}
                    to={`/admin/knowledge/${encodeURIComponent(id)}`}
                    size="sm"
                  >
                    {id}
                  </Anchor>
                  {` version ${version}`}
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>Hits</dt>
          <dd>{entry.hits === null ? 'Not counted by entry' : counted(entry.hits, 'hit')}</dd>
        </div>
        <div>
          <dt>Expires</dt>
          <dd>{`${momentText(entry.expiresAt)} (${agoText(entry.expiresAt)})`}</dd>
        </div>
        <div>
          <dt>Shared within</dt>
          <dd>{`site ${entry.site}, ${entry.locale}`}</dd>
        </div>
        <div>
          <dt>Key</dt>
          <dd className="admin-code">{entry.key}</dd>
        </div>
      </dl>
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
        The next customer who asks gets a fresh answer, which may be kept again.
      </ConfirmDialog>
    </div>
  );
}
