import { QueryClient } from '@tanstack/react-query';
import { requestErrorOf } from './staff-error.ts';

/** Asks again, twice at most, where the server says that it helps. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, thrown) => failures < 2 && requestErrorOf(thrown).retryable,
        retryDelay: (failures, thrown) =>
          requestErrorOf(thrown).retryAfterMs ?? 1_000 * 2 ** failures,
      },
    },
  });
}
