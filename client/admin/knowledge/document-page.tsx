import { Alert, Anchor, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { DocumentRecord } from '../../../shared/admin-protocol.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import { safeUrl } from '../../kit/markdown/safe-url.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { dayText } from '../../kit/staff/words/moments.ts';
import { counted } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Page } from '../parts/page.tsx';
import { afterDeletion, folderStory, sourceText } from './document-source.ts';
import { AudienceTag, SearchStatus } from './document-table.tsx';
import { useDeleteDocument, useDocument } from './knowledge-queries.ts';

/** One document as it was read, and the passages it is found by. */
export function DocumentPage(): ReactNode {
  const { id = '' } = useParams();
  const query = useDocument(id);
  return (
    <Page
      title={query.data?.document.title ?? 'Document'}
      back={{ to: '/admin/knowledge', label: 'Knowledge base' }}
      about={query.data === undefined ? null : <Facts record={query.data} />}
      tools={query.data === undefined ? null : <DeleteButton record={query.data} />}
    >
      <Loaded query={query} what="The document" placeholder={[40, 480]}>
        {(record) => (
          <Stack gap="md">
            <FolderStory record={record} />
            <Content record={record} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ record: { document } }: { record: DocumentRecord }): ReactNode {
  const url = document.url === undefined ? null : safeUrl(document.url);
  return (
    <Group gap="sm" mt={4}>
      <AudienceTag audience={document.audience} />
      <SearchStatus document={document} />
      <Text span size="sm">
        {`${document.id} · version ${document.version} · updated ${dayText(document.updated)} · ${document.locale} · source: ${sourceText(document)} · answers kept for ${document.volatility === 'volatile' ? 'hours' : 'days'}`}
      </Text>
      {url === null ? null : (
        <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm">
          Its page <Icon name="external" size={13} />
        </Anchor>
      )}
    </Group>
  );
}

function FolderStory({ record: { document } }: { record: DocumentRecord }): ReactNode {
  const story = folderStory(document);
  if (story === null) return null;
  return (
    <Alert color="blue" icon={<Icon name="book" />}>
      {story}
    </Alert>
  );
}

function DeleteButton({ record: { document } }: { record: DocumentRecord }): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteDocument();
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => setIsAsking(true)}
      >
        Delete
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title="Delete this document?"
        action="Delete document"
        isPending={remove.isPending}
        thrown={remove.error}
        onClose={() => setIsAsking(false)}
        onConfirm={() =>
          remove.mutate(document.id, { onSuccess: () => void navigate('/admin/knowledge') })
        }
      >
        <strong>{document.title}</strong> is gone from search and from every cached answer at once.{' '}
        {afterDeletion(document)}
      </ConfirmDialog>
    </>
  );
}

function Content({ record }: { record: DocumentRecord }): ReactNode {
  return (
    <Tabs defaultValue="passages" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="passages">{counted(record.passages.length, 'passage')}</Tabs.Tab>
        <Tabs.Tab value="document">Whole document</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="passages" pt="md">
        <Stack gap="sm">
          {record.passages.map(({ id, heading, text, tokens }, index) => (
            <Card
              key={id}
              title={heading === '' ? `Passage ${index + 1}` : heading}
              about={counted(tokens, 'token')}
            >
              <div className="admin-markdown">
                <Markdown text={text} />
              </div>
            </Card>
          ))}
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="document" pt="md">
        <Card title={record.document.title}>
          <div className="admin-markdown">
            <Markdown text={record.markdown} />
          </div>
        </Card>
      </Tabs.Panel>
    </Tabs>
  );
}
