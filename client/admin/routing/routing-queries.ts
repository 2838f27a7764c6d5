import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { routingSchema } from '../../../shared/admin-protocol.ts';
import type { TaskClass } from '../../../shared/receipt.ts';
import { useStaffApi } from '../../kit/staff/session.ts';

const key = ['routing'] as const;
const path = '/api/admin/routing';

export function useRouting() {
  const api = useStaffApi();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get(path, routingSchema, signal),
    refetchInterval: 30_000,
  });
}

export function useOverride() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ taskClass, model }: { taskClass: TaskClass; model: string | null }) =>
      api.send('PUT', `${path}/${taskClass}`, { model }, routingSchema),
    onSuccess: (routing) => queries.setQueryData(key, routing),
  });
}
