import type { ReactNode } from 'react';
import type { Figures, RateName } from '../../../shared/admin-protocol.ts';
import { Card } from '../parts/card.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { RateList } from './rate-list.tsx';

const signals: RateName[] = [
  'handed-off',
  'abstained',
  'abandoned',
  'failed',
  'value-held-back',
  'degraded',
];

interface SignalsCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** Shares to keep an eye on, apart from the ladder. */
export function SignalsCard({ figures, choice }: SignalsCardProps): ReactNode {
  return (
    <Card title="Signals" about="What to keep an eye on">
      <RateList rates={figures.rates} choice={choice} lines={signals.map((rate) => ({ rate }))} />
    </Card>
  );
}
