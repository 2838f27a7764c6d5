import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Figures, RateName } from '../../../shared/admin-protocol.ts';
import type { ServedBy } from '../../../shared/receipt.ts';
import { servedByNames } from '../../kit/staff/words/names.ts';
import { counted } from '../../kit/staff/words/numbers.ts';
import { PartsBar } from '../charts/parts-bar.tsx';
import { partsOf } from '../charts/parts-of-whole.ts';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import type { RangeChoice } from '../range/time-range.ts';

const colors: Partial<Record<string, string>> = {
  exact: 'desk.6',
  semantic: 'cyan.5',
  small: 'indigo.4',
  large: 'violet.6',
  extractive: 'orange.4',
  agent: 'pink.5',
  system: 'gray.5',
} satisfies Record<ServedBy, string>;

interface ServedByCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** What the answers came from. */
export function ServedByCard({ figures, choice }: ServedByCardProps): ReactNode {
  const parts = partsOf(figures.servedBy, servedByNames);
  return (
    <Card title="Served by" about="What gave the answer in the end">
      {parts.length === 0 ? (
        <Text size="sm" c="dimmed">
          No answer was given in this range.
        </Text>
      ) : (
        <PartsBar
          parts={parts}
          colors={colors}
          format={(count) => counted(count, 'answer')}
          linkOf={(name) => linkOf(name, choice)}
        />
      )}
    </Card>
  );
}

const rates: Partial<Record<string, RateName>> = {
  exact: 'exact-hit',
  semantic: 'semantic-hit',
  small: 'small-served',
  large: 'large-served',
  extractive: 'extractive-served',
} satisfies Partial<Record<ServedBy, RateName>>;

function linkOf(servedBy: string, choice: RangeChoice): string {
  const rate = rates[servedBy];
  return conversationsPath(choice, rate === undefined ? null : { rate, side: 'numerator' });
}
