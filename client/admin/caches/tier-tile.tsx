import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Caches, CacheTier } from '../../../shared/admin-protocol.ts';
import { cacheTierNames } from '../../kit/staff/words/names.ts';
import {
  counted,
  countText,
  durationText,
  intervalText,
  shareText,
  usdText,
} from '../../kit/staff/words/numbers.ts';
import { conversationsPath, numberLabel } from '../conversations/conversation-links.ts';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';

const meanings: Record<CacheTier, string> = {
  exact: 'The same question, word for word',
  semantic: 'Another question of the same meaning',
  fragment: 'Passages that were searched before',
};

type TierValues = Caches['tiers'][number];

interface TierTileProps {
  tier: TierValues;
  choice: RangeChoice;
}

/** One tier: how often it serves, what that saves and how often it is wrong. */
export function TierTile({ tier: values, choice }: TierTileProps): ReactNode {
  const { tier, entries, hits, savedUsd, savedMs } = values;
  const name = cacheTierNames[tier];
  const rate = `${tier}-hit` as const;
  const ends = intervalText(hits);
  return (
    <Paper component="section" aria-label={`${name} cache`} className="admin-tile">
      <div className="admin-tile-head">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {counted(entries, 'entry', 'entries')}
        </Text>
      </div>
      <Text size="xs" c="dimmed">
        {meanings[tier]}
      </Text>
      <div className="admin-tile-value">
        {shareText(hits.share)}
        <small> hit rate</small>
      </div>
      <dl className="admin-facts admin-facts-tight">
        <div>
          <dt>Hits</dt>
          <dd>
            <NumberLink
              to={conversationsPath(choice, { rate, side: 'numerator' })}
              label={numberLabel({ rate, side: 'numerator' }, hits.numerator)}
            >
              {countText(hits.numerator)}
            </NumberLink>
            {' of '}
            <NumberLink
              to={conversationsPath(choice, { rate, side: 'remainder' })}
              label={numberLabel({ rate, side: 'remainder' }, hits.denominator - hits.numerator)}
            >
              {countText(hits.denominator)}
            </NumberLink>
            {ends === null ? null : ` · 95%: ${ends}`}
          </dd>
        </div>
        <div>
          <dt>Saved</dt>
          <dd>
            {tier === 'fragment'
              ? 'A search each; its time is not measured'
              : `${usdText(savedUsd)} and ${durationText(savedMs)}`}
          </dd>
        </div>
        <div>
          <dt>Wrong hits</dt>
          <dd>{wrongHitWords(values)}</dd>
        </div>
      </dl>
    </Paper>
  );
}

function wrongHitWords({ tier, wrongHits }: TierValues): string {
  const { numerator, denominator, share } = wrongHits;
  if (tier === 'fragment') return 'Not sampled: answers are written anew';
  if (denominator === 0) return 'None compared yet';
  const counts = `${countText(numerator)} of all ${countText(denominator)} ever compared`;
  return `${shareText(share)} · 95%: ${intervalText(wrongHits) ?? '–'} (${counts})`;
}
