import { Alert, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EstimateView } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { countText, shareText, usdText } from '../../kit/staff/words/numbers.ts';
import { FigureTile } from '../parts/figure-tile.tsx';

interface EstimateHeadlinesProps {
  view: EstimateView;
  basis: 'live' | 'assumed';
}

/** What one user costs, what all do, and what was measured. */
export function EstimateHeadlines({ view, basis }: EstimateHeadlinesProps): ReactNode {
  const isMeasured = Object.values(view.sources).includes('live');
  return (
    <>
      {basis === 'live' && !isMeasured ? (
        <Alert color="blue" icon={<Icon name="clock" />} title="Too little traffic yet">
          Fewer than 30 answers were given in the last 30 days, so every number that is not yours is
          an assumption.
        </Alert>
      ) : null}
      <Headlines view={view} />
    </>
  );
}

function Headlines({ view }: { view: EstimateView }): ReactNode {
  const { estimate, reference, measured, assumptions } = view;
  const saved =
    reference.perMonth === 0 ? null : shareText(1 - estimate.perMonth / reference.perMonth);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
      <FigureTile
        name="One user a month"
        value={usdText(estimate.perUserAndMonth)}
        about={`${usdText(reference.perUserAndMonth)} with the reference`}
      />
      <FigureTile
        name="All users a month"
        value={usdText(estimate.perMonth)}
        about={`${countText(Math.round(assumptions.users))} users${saved === null ? '' : ` · ${saved} saved`}`}
      />
      <FigureTile
        name="Measured"
        value={usdText(measured.costPerVisitorMonthUsd)}
        about={
          measured.visitors === 0
            ? 'Nobody was answered in the last 30 days'
            : `a visitor and month, of ${countText(measured.visitors)} in the last 30 days`
        }
      />
    </SimpleGrid>
  );
}
