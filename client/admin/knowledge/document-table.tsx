import { ActionIcon, Anchor, Progress, Table, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DocumentSummaryView } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { dayText } from '../../kit/staff/words/moments.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Tag } from '../parts/tag.tsx';
import { sourceText } from './document-source.ts';
import { searchStatus } from './document-status.ts';

interface DocumentTableProps {
  documents: readonly DocumentSummaryView[];
  onDelete(document: DocumentSummaryView): void;
}

export function DocumentTable({ documents, onDelete }: DocumentTableProps): ReactNode {
  return (
    <DataTable
      caption="Documents"
      minWidth={940}
      columns={[
        'Title',
        'Search',
        { label: 'Passages', align: 'right' },
        'Audience',
        'Expiry',
        'Source',
        'Updated',
        { label: 'Version', align: 'right' },
        { label: 'Actions', align: 'right' },
      ]}
    >
      {documents.map((document) => (
        <Table.Tr key={document.id}>
          <Table.Td className="admin-wide-cell">
            <Anchor
              component={Link}
              to={`/admin/knowledge/${encodeURIComponent(document.id)}`}
              fw={500}
              size="sm"
            >
              {document.title}
            </Anchor>
            <Text size="xs" c="dimmed">
              {document.id}
            </Text>
          </Table.Td>
          <Table.Td>
            <SearchStatus document={document} />
          </Table.Td>
          <Table.Td ta="right" className="admin-figures">
            {document.passages}
          </Table.Td>
          <Table.Td>
            <AudienceTag audience={document.audience} />
          </Table.Td>
          <Table.Td>{document.volatility === 'volatile' ? 'Hours' : 'Days'}</Table.Td>
          <Table.Td>{sourceText(document)}</Table.Td>
          <Table.Td className="admin-figures">{dayText(document.updated)}</Table.Td>
          <Table.Td ta="right" className="admin-figures">
            {document.version}
          </Table.Td>
          <Table.Td ta="right">
            <Tooltip label="Delete">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Delete ${document.title}`}
                onClick={() => onDelete(document)}
              >
                <Icon name="trash" size={17} />
              </ActionIcon>
            </Tooltip>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

export function AudienceTag({
  audience,
}: {
  audience: DocumentSummaryView['audience'];
}): ReactNode {
  return audience === 'internal' ? (
    <Tag tone="special">Internal</Tag>
  ) : (
    <Tag tone="good">Public</Tag>
  );
}

export function SearchStatus({ document }: { document: DocumentSummaryView }): ReactNode {
  const status = searchStatus(document);
  if (status.isReady) {
    return (
      <span className="admin-ready">
        <Icon name="check" size={15} />
        {status.text}
      </span>
    );
  }
  return (
    <div className="admin-embedding">
      <Progress
        value={status.share * 100}
        size="sm"
        aria-label={`${document.title}: ${status.text}`}
      />
      <Text size="xs" c="dimmed">
        {status.text}
      </Text>
    </div>
  );
}
