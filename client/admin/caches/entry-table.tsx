import { Anchor, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CacheEntryView } from '../../../shared/admin-protocol.ts';
import { agoText, momentText } from '../../kit/staff/words/moments.ts';
import { DataTable } from '../parts/data-table.tsx';
import { entryLimit } from './cache-queries.ts';
import { hitWords, tierWords } from './entry-words.ts';

interface EntryTableProps {
  entries: readonly CacheEntryView[];
  onOpen(key: string): void;
}

/** One line an entry; its question opens it. */
export function EntryTable({ entries, onOpen }: EntryTableProps): ReactNode {
  return (
    <>
      <DataTable
        caption="Cache entries"
        minWidth={820}
        columns={[
          'Question',
          'Tiers',
          { label: 'Documents', align: 'right' },
          'Hits',
          { label: 'Expires', align: 'right' },
        ]}
      >
        {entries.map((entry) => (
          <Table.Tr key={entry.key}>
            <Table.Td className="admin-wide-cell">
              <Anchor
                component="button"
                type="button"
                size="sm"
                fw={500}
                ta="left"
                onClick={() => onOpen(entry.key)}
              >
                {entry.question}
              </Anchor>
            </Table.Td>
            <Table.Td>{tierWords(entry.tiers)}</Table.Td>
            <Table.Td ta="right" className="admin-figures">
              {entry.documents.length}
            </Table.Td>
            <Table.Td className="admin-figures">{hitWords(entry.hits)}</Table.Td>
            <Table.Td ta="right" className="admin-figures" title={momentText(entry.expiresAt)}>
              {agoText(entry.expiresAt)}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      {entries.length < entryLimit ? null : (
        <Text size="xs" c="dimmed" ta="center" p="sm">
          The newest {entryLimit} are shown. Search to find others.
        </Text>
      )}
    </>
  );
}
