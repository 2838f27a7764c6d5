import type { RateName } from '../../../../shared/admin-figures.ts';

/** What counts for a rate, as SQL conditions over the rows of `of`. Null counts as false. */
export interface RateConditions {
  of: 'episodes' | 'turns';
  denominator: string;
  numerator: string;
}

const overEpisodes = (numerator: string, denominator = 'true'): RateConditions => ({
  of: 'episodes',
  denominator,
  numerator,
});
const overTurns = (numerator: string, denominator: string): RateConditions => ({
  of: 'turns',
  denominator,
  numerator,
});

/** A turn that was answered, not merely talked past or failed. */
const answered = `served_by not in ('system', 'agent')`;

const firstTokenInBudget = '($3::float8 is null or ttft_ms <= $3::float8)';
const totalInBudget = 'total_ms <= $4::float8';

/** $3 and $4 of a statement over turns are the latency budgets, to the first token (null: none) and in all. */
export const rateConditions: Record<RateName, RateConditions> = {
  eligible: overEpisodes('eligible'),
  engaged: overEpisodes('engaged', 'eligible'),
  contained: overEpisodes('contained', 'eligible'),
  'assumed-resolved': overEpisodes('assumed_resolved', 'eligible'),
  verified: overEpisodes('verified', 'eligible'),
  confirmed: overEpisodes('confirmed', 'eligible'),
  durable: overEpisodes('durable', `eligible and last_at <= now() - interval '7 days'`),
  abandoned: overEpisodes('abandoned'),
  'handed-off': overEpisodes('handed_off'),
  satisfied: overTurns(`thumb = 'up'`, 'thumb is not null'),
  abstained: overTurns(`(answer_status = 'abstained' or verdict = 'abstained')`, answered),
  degraded: overTurns('degraded', answered),
  'value-held-back': overTurns('values_held_back > 0', answered),
  'exact-hit': overTurns(`cache ->> 'exact' = 'hit'`, `cache ->> 'exact' <> 'skipped'`),
  'semantic-hit': overTurns(`cache ->> 'semantic' = 'hit'`, `cache ->> 'semantic' <> 'skipped'`),
  'fragment-hit': overTurns(`cache ->> 'fragment' = 'hit'`, `cache ->> 'fragment' <> 'skipped'`),
  'small-served': overTurns(`served_by = 'small'`, answered),
  'large-served': overTurns(`served_by = 'large'`, answered),
  'extractive-served': overTurns(`served_by = 'extractive'`, answered),
  failed: overTurns(`answer_status = 'failed'`, 'true'),
  'first-token-in-budget': overTurns(firstTokenInBudget, answered),
  'total-in-budget': overTurns(totalInBudget, answered),
  'in-budget': overTurns(`${firstTokenInBudget} and ${totalInBudget}`, answered),
};

export const answeredCondition = answered;

/** Columns `"NAME of"` and `"NAME in"`: how many are in the denominator and in the numerator of each rate over `of`. */
export function countColumns(of: RateConditions['of']): string {
  return Object.entries(rateConditions)
    .filter(([, conditions]) => conditions.of === of)
    .map(
      ([name, { denominator, numerator }]) => `
        count(*) filter (where ${denominator})::float8 as "${name} of",
        count(*) filter (where ${denominator} and ${numerator})::float8 as "${name} in"`,
    )
    .join(',');
}
