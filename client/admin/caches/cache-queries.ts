import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type CacheTier,
  cacheEntriesSchema,
  cachesSchema,
  type Range,
} from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';

const key = ['caches'] as const;
const path = '/api/admin/caches';

export function useCaches(range: Range) {
  const api = useStaffApi();
  return useQuery({
    queryKey: [...key, 'tiers', range],
    queryFn: ({ signal }) =>
      api.get(`${path}?${new URLSearchParams({ ...range })}`, cachesSchema, signal),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
}

export interface EntrySearch {
  search: string;
  tier: CacheTier | null;
}

export const entryLimit = 100;

export function useCacheEntries({ search, tier }: EntrySearch) {
  const api = useStaffApi();
  return useQuery({
    queryKey: [...key, 'entries', search, tier],
    queryFn: ({ signal }) => {
      const parameters = new URLSearchParams({ limit: String(entryLimit) });
      if (search !== '') parameters.set('search', search);
      if (tier !== null) parameters.set('tier', tier);
      return api.get(`${path}/entries?${parameters}`, cacheEntriesSchema, signal);
    },
    placeholderData: keepPreviousData,
  });
}

export function useEvict() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entry: string) =>
      api.command('DELETE', `${path}/entries/${encodeURIComponent(entry)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
