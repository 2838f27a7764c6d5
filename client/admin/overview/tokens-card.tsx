import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { promptPartNames } from '../../kit/staff/words/names.ts';
import { counted, countText, shareText } from '../../kit/staff/words/numbers.ts';
import { PartsBar } from '../charts/parts-bar.tsx';
import { partsOf } from '../charts/parts-of-whole.ts';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import type { RangeChoice } from '../range/time-range.ts';

const colors = {
  system: 'gray.5',
  context: 'desk.6',
  summary: 'grape.4',
  history: 'indigo.4',
  question: 'orange.4',
};

interface TokensCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** Where the tokens of the prompts go, and what the models took and gave. */
export function TokensCard({ figures, choice }: TokensCardProps): ReactNode {
  const { promptTokens, inputTokens, cachedInputTokens, outputTokens, requestTokens } = figures;
  const parts = partsOf(promptTokens, promptPartNames);
  return (
    <Card title="Tokens of the prompts" about="By what they were spent on">
      {parts.length === 0 ? (
        <Text size="sm" c="dimmed">
          No prompt was written in this range: every answer came from a cache or from a person.
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <PartsBar
            parts={parts}
            colors={colors}
            format={(count) => counted(count, 'token')}
            linkOf={() => conversationsPath(choice)}
          />
          <dl className="admin-facts">
            <div>
              <dt>To models</dt>
              <dd>{counted(inputTokens, 'token')}</dd>
            </div>
            <div>
              <dt>Of these from the provider’s prompt cache</dt>
              <dd>
                {countText(cachedInputTokens)}
                {inputTokens === 0 ? null : ` (${shareText(cachedInputTokens / inputTokens)})`}
              </dd>
            </div>
            <div>
              <dt>From models</dt>
              <dd>{counted(outputTokens, 'token')}</dd>
            </div>
            <div>
              <dt>A request, to models and from them</dt>
              <dd>{requestWords(requestTokens)}</dd>
            </div>
          </dl>
        </SimpleGrid>
      )}
    </Card>
  );
}

function requestWords({ count, mean, p95 }: Figures['requestTokens']): string {
  if (mean === null || p95 === null) return 'None went to a language model';
  const [usual, most] = [mean, p95].map((tokens) => countText(Math.round(tokens)));
  return `${usual} in the mean, p95 ${most} (of ${countText(count)})`;
}
