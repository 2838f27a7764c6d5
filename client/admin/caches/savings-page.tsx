import { SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { RangeChooser } from '../range/range-chooser.tsx';
import { rangeWords } from '../range/time-range.ts';
import { useRange } from '../range/use-range.ts';
import { cacheCharts } from './cache-charts.ts';
import { useCaches, useCacheUse } from './cache-queries.ts';
import { CachesFrame } from './caches-frame.tsx';
import { ClassTable } from './class-table.tsx';
import { classUses } from './class-uses.ts';
import { TierTile } from './tier-tile.tsx';

/** What the caches save, and whether they are right. */
export function SavingsPage(): ReactNode {
  const { choice, range, choose } = useRange();
  const tiers = useCaches(range);
  const use = useCacheUse(range, choice.bucket);
  return (
    <CachesFrame
      about="Answers and searches that are shared between customers, each tied to the documents it rests on."
      tools={<RangeChooser withBucket choice={choice} range={range} onChoose={choose} />}
    >
      <Stack gap="md">
        <Loaded query={tiers} what="The caches" placeholder={[220]}>
          {(value) => (
            <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
              {value.tiers.map((tier) => (
                <TierTile key={tier.tier} tier={tier} choice={choice} />
              ))}
            </SimpleGrid>
          )}
        </Loaded>
        <Loaded query={use} what="The charts" placeholder={[300, 301]}>
          {(value) =>
            classUses(value).length === 0 ? (
              <NothingYet icon="layers" title={`Nothing was looked up ${rangeWords(choice)}`}>
                Choose a longer range, or ask the same question twice in the sample shop.
              </NothingYet>
            ) : (
              <>
                <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
                  {cacheCharts(value).map((chart) => (
                    <ChartCard key={chart.title} chart={chart} />
                  ))}
                </SimpleGrid>
                <ClassTable classes={classUses(value)} choice={choice} />
              </>
            )
          }
        </Loaded>
      </Stack>
    </CachesFrame>
  );
}
