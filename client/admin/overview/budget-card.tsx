import type { ReactNode } from 'react';
import type { Figures, UseCase } from '../../../shared/admin-protocol.ts';
import { durationText, unbroken } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { RateList } from './rate-list.tsx';

const useCaseNames: Record<UseCase, string> = {
  'interactive-chatbot': 'an interactive chatbot',
  autocomplete: 'autocomplete',
  'batch-processing': 'batch processing',
  'inline-classification': 'inline classification',
  'email-generation': 'writing e-mails',
};

interface BudgetCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** How many answers came in the time that customers have patience for. */
export function BudgetCard({ figures, choice }: BudgetCardProps): ReactNode {
  const { rates, latencyBudget } = figures;
  const { useCase, ttftMs, totalMs } = latencyBudget;
  return (
    <Card title="In time" about={`Answers within the latency budget of ${useCaseNames[useCase]}`}>
      <RateList
        rates={rates}
        choice={choice}
        lines={[
          { rate: 'in-budget' },
          ...(ttftMs === null
            ? []
            : [
                {
                  rate: 'first-token-in-budget' as const,
                  name: `First words ${unbroken(`≤ ${durationText(ttftMs)}`)}`,
                },
              ]),
          {
            rate: 'total-in-budget',
            name: `Answer ${unbroken(`≤ ${durationText(totalMs)}`)}`,
          },
        ]}
      />
    </Card>
  );
}
