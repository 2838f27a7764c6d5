import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { durationText } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { RateList } from './rate-list.tsx';

interface BudgetCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** How many answers came in the time that customers have patience for. */
export function BudgetCard({ figures, choice }: BudgetCardProps): ReactNode {
  const { rates, latencyBudget } = figures;
  const { ttftMs, totalMs } = latencyBudget;
  return (
    <Card title="In time" about="Answers within the latency budget">
      <RateList
        rates={rates}
        choice={choice}
        lines={[
          {
            rate: 'first-token-in-budget',
            name: `First words in ${together(durationText(ttftMs))}`,
          },
          { rate: 'total-in-budget', name: `Whole answer in ${together(durationText(totalMs))}` },
        ]}
      />
    </Card>
  );
}

/** Number and unit, not to be parted at the end of a line. */
const together = (text: string): string => text.replaceAll(' ', '\u00a0');
