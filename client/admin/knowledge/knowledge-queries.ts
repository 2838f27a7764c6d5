import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  documentRecordSchema,
  ingestionJobSchema,
  knowledgeOverviewSchema,
  type UploadFields,
} from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';
import { isSettled } from './document-status.ts';

const overviewKey = ['knowledge'] as const;
const path = '/api/admin/knowledge';

/** Documents and jobs; asked often while something is being read or embedded. */
export function useKnowledge() {
  const api = useStaffApi();
  return useQuery({
    queryKey: overviewKey,
    queryFn: ({ signal }) => api.get(path, knowledgeOverviewSchema, signal),
    refetchInterval: ({ state }) =>
      state.data === undefined || isSettled(state.data) ? 30_000 : 1_000,
  });
}

export function useDocument(id: string) {
  const api = useStaffApi();
  return useQuery({
    queryKey: [...overviewKey, id],
    queryFn: ({ signal }) =>
      api.get(`${path}/documents/${encodeURIComponent(id)}`, documentRecordSchema, signal),
  });
}

export function useUpload() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, ...fields }: { file: File } & UploadFields) => {
      const form = new FormData();
      form.set('file', file);
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return api.send('POST', `${path}/documents`, form, ingestionJobSchema);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: overviewKey }),
  });
}

export function useReadFolder() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.send('POST', `${path}/ingest`, undefined, ingestionJobSchema),
    onSettled: () => queries.invalidateQueries({ queryKey: overviewKey }),
  });
}

export function useDeleteDocument() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api.command('DELETE', `${path}/documents/${encodeURIComponent(id)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: overviewKey, exact: true }),
  });
}
