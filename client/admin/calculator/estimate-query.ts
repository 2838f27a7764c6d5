import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type EstimateQuery, estimateViewSchema } from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';

export function useEstimate(asked: EstimateQuery) {
  const api = useStaffApi();
  const entries = Object.entries(asked).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return useQuery({
    queryKey: ['estimate', asked],
    queryFn: ({ signal }) =>
      api.get(`/api/admin/estimate?${new URLSearchParams(entries)}`, estimateViewSchema, signal),
    placeholderData: keepPreviousData,
  });
}
