import { holdsFacts } from '../../../server/evals/measures.ts';
import type { ServedBy } from '../../../shared/receipt.ts';
import type { DayResult, TurnResult } from './run-day.ts';

/** One line of the table. Shares are of all turns unless they say otherwise. */
export interface VariantReport {
  name: string;
  turns: number;
  /** Turns that nobody answered within the limit, or that went to a person. */
  unanswered: number;
  /** By the simulator's own count, with everything that was asked off the path. */
  billUsd: number;
  /** Against the reference's bill. */
  saved: number;
  /** What the receipts say, over the bill. */
  receiptsOverBill: number;
  exactHits: number;
  semanticHits: number;
  fragmentHits: number;
  servedBySmall: number;
  servedByLarge: number;
  servedByExtractive: number;
  /** Of the turns whose fact is known. */
  factsHeld: number;
  /** Of the turns whose fact the reference's answer holds: those whose answer here does not. */
  lost: number;
  lostTurns: number;
  heldByReference: number;
  lostQuestions: string[];
  seconds: number;
}

const holds = ({ turn, text }: TurnResult): boolean => holdsFacts(text, turn.facts);

export function reportOf(name: string, day: DayResult, reference: DayResult): VariantReport {
  const { turns } = day;
  const share = (by: (result: TurnResult) => boolean): number =>
    turns.filter(by).length / turns.length;
  const servedBy = (tier: ServedBy): number => share(({ receipt }) => receipt?.servedBy === tier);
  const judged = turns.filter(({ turn }) => turn.facts.length > 0);
  const held = turns.filter((_, index) => {
    const other = reference.turns[index];
    return other !== undefined && other.turn.facts.length > 0 && holds(other);
  });
  const lost = held.filter((result) => !holds(result));
  const receiptsUsd = turns.reduce((sum, { receipt }) => sum + (receipt?.costUsd ?? 0), 0);
  return {
    name,
    turns: turns.length,
    unanswered: turns.filter(({ receipt }) => receipt === null).length,
    billUsd: day.billUsd,
    saved: 1 - day.billUsd / reference.billUsd,
    receiptsOverBill: receiptsUsd / day.billUsd,
    exactHits: servedBy('exact'),
    semanticHits: servedBy('semantic'),
    fragmentHits: share(({ receipt }) => receipt?.cache.fragment === 'hit'),
    servedBySmall: servedBy('small'),
    servedByLarge: servedBy('large'),
    servedByExtractive: servedBy('extractive'),
    factsHeld: judged.filter(holds).length / judged.length,
    lost: lost.length / held.length,
    lostTurns: lost.length,
    heldByReference: held.length,
    lostQuestions: [...new Set(lost.map(({ turn }) => turn.text))],
    seconds: day.seconds,
  };
}
