import { SegmentedControl, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { EstimateQuery } from '../../../shared/admin-protocol.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Page } from '../parts/page.tsx';
import { givenOf } from './assumption-fields.ts';
import { AssumptionForm } from './assumption-form.tsx';
import { EstimateBills } from './estimate-bills.tsx';
import { EstimateHeadlines } from './estimate-headlines.tsx';
import { useEstimate } from './estimate-query.ts';

/** What one user costs a month. The address holds what was entered, so that an estimate can be sent to somebody. */
export function CalculatorPage(): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const [settled] = useDebouncedValue(parameters.toString(), 300);
  const query = useEstimate(askedOf(new URLSearchParams(settled)));
  const change = (name: string, text: string | null) => {
    const changed = new URLSearchParams(parameters);
    if (text === null) changed.delete(name);
    else changed.set(name, text);
    setParameters(changed, { replace: true });
  };
  const basis = parameters.get('basis') === 'assumed' ? 'assumed' : 'live';
  return (
    <Page
      title="Calculator"
      about="What does one user cost a month? Whatever you leave as it is comes from the last 30 days, or from assumptions."
      tools={
        <SegmentedControl
          aria-label="Where the numbers come from"
          value={basis}
          onChange={(value) => change('basis', value === 'live' ? null : value)}
          data={[
            { value: 'live' as const, label: 'Live traffic' },
            { value: 'assumed' as const, label: 'Assumptions' },
          ]}
        />
      }
    >
      <Loaded query={query} what="The estimate" placeholder={[420]}>
        {(view) => (
          <Stack gap="md">
            <EstimateHeadlines view={view} basis={basis} />
            <div className="admin-calculator">
              <AssumptionForm view={view} parameters={parameters} onChange={change} />
              <EstimateBills view={view} />
            </div>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function askedOf(parameters: URLSearchParams): EstimateQuery {
  const smallModel = parameters.get('smallModel');
  const largeModel = parameters.get('largeModel');
  return {
    ...givenOf(parameters),
    ...(parameters.get('basis') === 'assumed' ? { basis: 'assumed' as const } : {}),
    ...(smallModel === null ? {} : { smallModel }),
    ...(largeModel === null ? {} : { largeModel }),
  };
}
