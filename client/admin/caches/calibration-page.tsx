import { Alert, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CalibrationView } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { countText, intervalText, shareText } from '../../kit/staff/words/numbers.ts';
import { FigureTile } from '../parts/figure-tile.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useCalibration } from './cache-queries.ts';
import { CachesFrame } from './caches-frame.tsx';
import { CalibrationTable } from './calibration-table.tsx';
import { observationsOf, standingOf } from './calibration-words.ts';

/** What decides whether an answer to a similar question is served. */
export function CalibrationPage(): ReactNode {
  const query = useCalibration();
  return (
    <CachesFrame about="An answer to a similar question is served only where the chance that it is wrong stays under the bound. Each class of questions learns from its own comparisons.">
      <Loaded query={query} what="The calibration" placeholder={[120, 260]}>
        {(view) => (
          <Stack gap="md">
            <StandingNote view={view} />
            <Headlines view={view} />
            <CalibrationTable classes={view.classes} bound={view.bound} />
          </Stack>
        )}
      </Loaded>
    </CachesFrame>
  );
}

function StandingNote({ view }: { view: CalibrationView }): ReactNode {
  const standing = standingOf(view);
  if (standing === 'calibrated') return null;
  if (standing === 'alarm') {
    return (
      <Alert color="red" role="alert" icon={<Icon name="alert" />} title="Too many hits are wrong">
        More of the sampled hits are wrong than the bound allows, beyond doubt. Look at the entries
        and evict what is wrong, or lower WRONG_HIT_BOUND.
      </Alert>
    );
  }
  return (
    <Alert color="blue" icon={<Icon name="clock" />} title="Still learning">
      {`Until ${view.neededObservations} comparisons are in, only a question that is nearly the same (cosine of 0.95, past all guards) gets another one's answer. ${countText(observationsOf(view))} are in; every question that misses the cache adds one at no cost.`}
    </Alert>
  );
}

function Headlines({ view }: { view: CalibrationView }): ReactNode {
  const { bound, wrongHits } = view;
  const ends = intervalText(wrongHits);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
      <FigureTile
        name="Bound"
        value={shareText(bound)}
        about="of the hits may be wrong (WRONG_HIT_BOUND)"
      />
      <FigureTile
        name="Wrong hits, last 7 days"
        value={shareText(wrongHits.share)}
        about={
          ends === null
            ? 'No hit was compared yet'
            : `${countText(wrongHits.numerator)} of ${countText(wrongHits.denominator)} compared · 95%: ${ends}`
        }
      />
      <FigureTile
        name="Observations"
        value={countText(observationsOf(view))}
        about="fresh answers held against the nearest kept one"
      />
    </SimpleGrid>
  );
}
