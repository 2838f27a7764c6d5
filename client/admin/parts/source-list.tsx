import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Citation } from '../../../shared/receipt.ts';

/** The passages that an answer cites, each with its document. */
export function SourceList({ citations }: { citations: readonly Citation[] }): ReactNode {
  return (
    <ol className="admin-sources">
      {citations.map((citation) => (
        <li key={citation.number} value={citation.number}>
          <Anchor
            component={Link}
            to={`/admin/knowledge/${encodeURIComponent(citation.documentId)}`}
            size="sm"
            fw={600}
          >
            {citation.title}
          </Anchor>
          <Text span size="xs" c="dimmed">
            {` ${citation.heading} · version ${citation.documentVersion}`}
          </Text>
          {/* A region that scrolls must be within reach of the keyboard. */}
          <Text
            component="section"
            size="sm"
            className="admin-passage"
            aria-label={`Passage ${citation.number}`}
            tabIndex={0}
          >
            {citation.text}
          </Text>
        </li>
      ))}
    </ol>
  );
}
