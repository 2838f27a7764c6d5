import { Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WarmUpView } from '../../../shared/admin-protocol.ts';
import { Card } from '../parts/card.tsx';
import { refusalWords, warmUpSummary } from './warm-up-words.ts';

/** How far the list is, or what became of the last one; nothing before the first. */
export function WarmUpResult({ view }: { view: WarmUpView }): ReactNode {
  const summary = warmUpSummary(view);
  if (summary === null) return null;
  const { total, done, refused, isRunning } = view;
  return (
    <Card title={isRunning ? 'In progress' : 'Last list'}>
      <div role="status">
        <Text size="sm">{summary}</Text>
      </div>
      {isRunning ? (
        <Progress mt="sm" value={(done / total) * 100} aria-label="Questions answered" />
      ) : null}
      {refused.length === 0 ? null : (
        <dl className="admin-facts admin-refused" aria-label="Questions that were not stored">
          {refused.map(({ question, reason }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{refusalWords(reason)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
