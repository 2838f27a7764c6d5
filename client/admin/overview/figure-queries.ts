import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  type Bucket,
  figuresSchema,
  type Range,
  seriesSchema,
} from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';

/** What is on the screen is at most so old. */
const refreshMs = 30_000;

export function useFigures(range: Range) {
  const api = useStaffApi();
  return useQuery({
    queryKey: ['figures', range],
    queryFn: ({ signal }) =>
      api.get(`/api/admin/figures?${new URLSearchParams({ ...range })}`, figuresSchema, signal),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}

export function useSeries(range: Range, bucket: Bucket) {
  const api = useStaffApi();
  return useQuery({
    queryKey: ['series', range, bucket],
    queryFn: ({ signal }) =>
      api.get(
        `/api/admin/series?${new URLSearchParams({ ...range, bucket })}`,
        seriesSchema,
        signal,
      ),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}
