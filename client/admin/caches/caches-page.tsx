import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Caches } from '../../../shared/admin-protocol.ts';
import { cacheTierNames } from '../../kit/staff/words/names.ts';
import {
  countText,
  durationText,
  intervalText,
  shareText,
  usdText,
} from '../../kit/staff/words/numbers.ts';
import { conversationsPath, numberLabel } from '../conversations/conversation-links.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import { Page } from '../parts/page.tsx';
import { RangeChooser } from '../range/range-chooser.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { useRange } from '../range/use-range.ts';
import { CacheEntries } from './cache-entries.tsx';
import { useCaches } from './cache-queries.ts';

/** What the caches save and whether they are right, and what is in them. */
export function CachesPage(): ReactNode {
  const { choice, range, choose } = useRange();
  const query = useCaches(range);
  return (
    <Page
      title="Caches"
      about="Answers and searches that are shared between customers, each tied to the documents it rests on."
      tools={<RangeChooser choice={choice} range={range} onChoose={choose} />}
    >
      <Stack gap="md">
        <Loaded query={query} what="The caches" placeholder={[220]}>
          {({ tiers }) => (
            <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
              {tiers.map((tier) => (
                <TierTile key={tier.tier} tier={tier} choice={choice} />
              ))}
            </SimpleGrid>
          )}
        </Loaded>
        <CacheEntries />
      </Stack>
    </Page>
  );
}

const meanings: Record<Caches['tiers'][number]['tier'], string> = {
  exact: 'The same question, word for word',
  semantic: 'Another question of the same meaning',
  fragment: 'Passages that were searched before',
};

interface TierTileProps {
  tier: Caches['tiers'][number];
  choice: RangeChoice;
}

function TierTile({ tier: values, choice }: TierTileProps): ReactNode {
  const { tier, entries, hits, savedUsd, savedMs, wrongHits } = values;
  const name = cacheTierNames[tier];
  const rate = `${tier}-hit` as const;
  return (
    <Paper component="section" aria-label={`${name} cache`} className="admin-tile">
      <div className="admin-tile-head">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {countText(entries)} {entries === 1 ? 'entry' : 'entries'}
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
            {intervalText(hits) === null ? null : ` · 95%: ${intervalText(hits)}`}
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
          <dd>{wrongHitWords(wrongHits, tier)}</dd>
        </div>
      </dl>
    </Paper>
  );
}

function wrongHitWords(
  { numerator, denominator, share, low, high }: Caches['tiers'][number]['wrongHits'],
  tier: Caches['tiers'][number]['tier'],
): string {
  if (tier === 'fragment') return 'Not sampled: answers are written anew';
  if (denominator === 0) return 'None compared yet';
  const ends = intervalText({ low, high });
  return `${shareText(share)} · 95%: ${ends ?? '–'} (${numerator} of ${denominator} compared)`;
}
