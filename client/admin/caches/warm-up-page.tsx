import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Loaded } from '../parts/loaded.tsx';
import { useWarmUp } from './cache-queries.ts';
import { CachesFrame } from './caches-frame.tsx';
import { WarmUpForm } from './warm-up-form.tsx';
import { WarmUpResult } from './warm-up-result.tsx';

/** Answers a list of questions before anybody asks them. */
export function WarmUpPage(): ReactNode {
  const query = useWarmUp();
  return (
    <CachesFrame about="Questions that are answered beforehand cost once, and the first customers of the day find their answers ready.">
      <Stack gap="md">
        <Loaded query={query} what="The warm-up" placeholder={[320]}>
          {(view) => (
            <>
              <WarmUpResult view={view} />
              <WarmUpForm isRunning={view.isRunning} />
            </>
          )}
        </Loaded>
      </Stack>
    </CachesFrame>
  );
}
