import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Bucket,
  type CacheTier,
  cacheEntriesSchema,
  cacheEntryDetailSchema,
  cachesSchema,
  cacheUseSchema,
  calibrationSchema,
  type Range,
  type WarmUpRequest,
  warmUpSchema,
} from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';

const key = ['caches'] as const;
const path = '/api/admin/caches';
const warmUpKey = ['cache-warm-up'] as const;

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

export function useCacheUse(range: Range, bucket: Bucket) {
  const api = useStaffApi();
  return useQuery({
    queryKey: [...key, 'use', range, bucket],
    queryFn: ({ signal }) =>
      api.get(`${path}/use?${new URLSearchParams({ ...range, bucket })}`, cacheUseSchema, signal),
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

export function useCacheEntry(entry: string) {
  const api = useStaffApi();
  return useQuery({
    queryKey: ['cache-entry', entry],
    queryFn: ({ signal }) =>
      api.get(`${path}/entries/${encodeURIComponent(entry)}`, cacheEntryDetailSchema, signal),
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

export function useCalibration() {
  const api = useStaffApi();
  return useQuery({
    queryKey: [...key, 'calibration'],
    queryFn: ({ signal }) => api.get(`${path}/calibration`, calibrationSchema, signal),
    refetchInterval: 30_000,
  });
}

/** The list that is being answered beforehand, asked often while it is. */
export function useWarmUp() {
  const api = useStaffApi();
  return useQuery({
    queryKey: warmUpKey,
    queryFn: ({ signal }) => api.get(`${path}/warm-up`, warmUpSchema, signal),
    refetchInterval: ({ state }) => (state.data?.isRunning === true ? 700 : 30_000),
  });
}

export function useBeginWarmUp() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: WarmUpRequest) =>
      api.send('POST', `${path}/warm-up`, request, warmUpSchema),
    onSuccess: (state) => queries.setQueryData(warmUpKey, state),
    onSettled: () => queries.invalidateQueries({ queryKey: warmUpKey }),
  });
}
