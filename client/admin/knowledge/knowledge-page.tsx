import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { DocumentSummaryView, KnowledgeOverview } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { Problem } from '../../kit/staff/problem.tsx';
import { counted } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { Page } from '../parts/page.tsx';
import { afterDeletion } from './document-source.ts';
import { type DocumentFilter, filterDocuments } from './document-status.ts';
import { DocumentTable } from './document-table.tsx';
import { JobList } from './job-list.tsx';
import { useDeleteDocument, useKnowledge, useReadFolder } from './knowledge-queries.ts';
import { UploadCard } from './upload-card.tsx';

/** The documents that answers rest on. */
export function KnowledgePage(): ReactNode {
  const query = useKnowledge();
  const folder = useReadFolder();
  return (
    <Page
      title="Knowledge base"
      about={query.data === undefined ? null : totals(query.data)}
      tools={
        <Button
          variant="default"
          leftSection={<Icon name="refresh" size={16} />}
          loading={folder.isPending}
          onClick={() => folder.mutate()}
        >
          Read the folder again
        </Button>
      }
    >
      <Stack gap="md">
        <Problem title="The folder was not read" thrown={folder.error} />
        <UploadCard />
        <Loaded query={query} what="The knowledge base" placeholder={[480]}>
          {({ documents, jobs }) => (
            <>
              <JobList jobs={jobs} />
              <Documents documents={documents} />
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function totals({ documents }: KnowledgeOverview): string {
  const passages = documents.reduce((sum, document) => sum + document.passages, 0);
  const embedded = documents.reduce((sum, document) => sum + document.embedded, 0);
  const ready = embedded >= passages ? 'all found by meaning' : `${embedded} found by meaning yet`;
  return `${counted(documents.length, 'document')} in ${counted(passages, 'passage')}, ${ready}`;
}

function Documents({ documents }: { documents: DocumentSummaryView[] }): ReactNode {
  const [filter, setFilter] = useState<DocumentFilter>({ search: '', audience: 'all' });
  const [toDelete, setToDelete] = useState<DocumentSummaryView | null>(null);
  const remove = useDeleteDocument();
  const shown = filterDocuments(documents, filter);
  if (documents.length === 0) {
    return (
      <NothingYet icon="book" title="The knowledge base is empty">
        Drop a document above, or put markdown files into the knowledge folder and read it again.
      </NothingYet>
    );
  }
  return (
    <Card
      title="Documents"
      isFlush
      tools={
        <Group gap="xs">
          <TextInput
            aria-label="Search documents"
            placeholder="Search by title"
            leftSection={<Icon name="search" size={16} />}
            value={filter.search}
            onChange={(event) => setFilter({ ...filter, search: event.currentTarget.value })}
          />
          <SegmentedControl
            aria-label="Audience"
            value={filter.audience}
            onChange={(audience) => setFilter({ ...filter, audience })}
            data={[
              { value: 'all' as const, label: 'All' },
              { value: 'public' as const, label: 'Public' },
              { value: 'internal' as const, label: 'Internal' },
            ]}
          />
        </Group>
      }
    >
      {shown.length === 0 ? (
        <NothingYet icon="search" title="No document matches">
          Search with fewer words, or for all audiences.
        </NothingYet>
      ) : (
        <DocumentTable documents={shown} onDelete={setToDelete} />
      )}
      <ConfirmDialog
        opened={toDelete !== null}
        title="Delete this document?"
        action="Delete document"
        isPending={remove.isPending}
        thrown={remove.error}
        onClose={() => {
          remove.reset();
          setToDelete(null);
        }}
        onConfirm={() => {
          if (toDelete === null) return;
          remove.mutate(toDelete.id, { onSuccess: () => setToDelete(null) });
        }}
      >
        <strong>{toDelete?.title}</strong> is gone from search and from every cached answer at once.{' '}
        {toDelete === null ? null : afterDeletion(toDelete)}
      </ConfirmDialog>
    </Card>
  );
}
