import type { Figures, RateName } from '../../../shared/admin-protocol.ts';
import {
  counted,
  countText,
  durationText,
  intervalText,
  shareText,
  unbroken,
  usdText,
} from '../../kit/staff/words/numbers.ts';
import { type Behind, numberLabel } from '../conversations/conversation-links.ts';
import { amountChange, type Change, shareChange } from './change.ts';

/** One of the large numbers at the top of the overview. */
export interface Headline {
  name: string;
  value: string;
  /** The conversations behind the value. */
  behind: Behind;
  /** What the value was counted from, and how sure it is. */
  details: string;
  /** Those that do not count. */
  rest: { text: string; label: string; behind: Behind } | null;
  change: Change | null;
  /** What changed, where it is not the value itself. */
  changeOf?: string;
}

/** Deflection, satisfaction, cost and speed; changes once the figures of the range before are known. */
export function headlinesOf(figures: Figures, before: Figures | undefined): Headline[] {
  return [
    rateHeadline(figures, before, 'contained', 'Deflection', 'conversations'),
    rateHeadline(figures, before, 'satisfied', 'Satisfaction', 'thumbs'),
    {
      name: 'Cost',
      value: usdText(spentUsd(figures)),
      behind: null,
      details: savedWords(spentUsd(figures), figures.referenceCostUsd),
      rest: null,
      change: amountChange(
        { value: figures.costPerAnswerUsd, of: figures.answers },
        { value: before?.costPerAnswerUsd ?? null, of: before?.answers ?? 0 },
        'lower',
      ),
      changeOf: 'an answer',
    },
    {
      name: 'Time to first token',
      value: durationText(figures.ttftMs.p50),
      behind: null,
      details: `p50 of ${counted(figures.ttftMs.count, 'answer')} · ${unbroken(`p95 ${durationText(figures.ttftMs.p95)}`)}`,
      rest: overBudget(figures),
      change: amountChange(
        { value: figures.ttftMs.p50, of: figures.ttftMs.count },
        { value: before?.ttftMs.p50 ?? null, of: before?.ttftMs.count ?? 0 },
        'lower',
      ),
    },
  ];
}

/** The answers whose first words came too late. */
function overBudget({ rates, latencyBudget }: Figures): Headline['rest'] {
  const rate = 'first-token-in-budget';
  const { numerator, denominator } = rates[rate];
  const behind = { rate, side: 'remainder' } as const;
  const late = denominator - numerator;
  if (late === 0 || latencyBudget.ttftMs === null) return null;
  const text = `${countText(late)} over ${durationText(latencyBudget.ttftMs)}`;
  return { text, label: numberLabel(behind, late), behind };
}

/** What calls to models cost: for answers, and off the path. */
export function spentUsd({ costUsd, offPath }: Pick<Figures, 'costUsd' | 'offPath'>): number {
  return offPath.reduce((sum, use) => sum + use.costUsd, costUsd);
}

/** What was saved against the reference model for everything and no caches. */
export function savedWords(costUsd: number, referenceCostUsd: number): string {
  if (referenceCostUsd === 0)
    return costUsd === 0 ? 'No model was called' : 'No answer to compare it with';
  const saved = referenceCostUsd - costUsd;
  const share = shareText(Math.abs(saved) / referenceCostUsd);
  return saved >= 0
    ? `${usdText(saved)} saved, ${share} of ${usdText(referenceCostUsd)}`
    : `${usdText(-saved)} more than the reference, ${share}`;
}

function rateHeadline(
  figures: Figures,
  before: Figures | undefined,
  rate: RateName,
  name: string,
  unit: string,
): Headline {
  const { numerator, denominator, share, ...interval } = figures.rates[rate];
  const ends = intervalText(interval);
  const remainder = { rate, side: 'remainder' } as const;
  const left = denominator - numerator;
  return {
    name,
    value: shareText(share),
    behind: { rate, side: 'numerator' },
    details:
      ends === null
        ? `No ${unit} to count yet`
        : `${countText(numerator)} of ${countText(denominator)} ${unit} · ${unbroken(`95%: ${ends}`)}`,
    rest:
      left === 0
        ? null
        : {
            text: `${countText(left)} not`,
            label: numberLabel(remainder, left),
            behind: remainder,
          },
    change:
      before === undefined ? null : shareChange(figures.rates[rate], before.rates[rate], 'higher'),
  };
}
