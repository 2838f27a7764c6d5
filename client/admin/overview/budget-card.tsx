import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { durationText, unbroken } from '../../kit/staff/words/numbers.ts';
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
            name: unbroken(`First words ≤ ${durationText(ttftMs)}`),
          },
          {
            rate: 'total-in-budget',
            name: unbroken(`Answer ≤ ${durationText(totalMs)}`),
          },
        ]}
      />
    </Card>
  );
}
