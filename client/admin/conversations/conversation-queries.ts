import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  conversationPageSchema,
  conversationRecordSchema,
  type Range,
} from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';
import type { Behind, Only } from './conversation-links.ts';

/** The conversations behind a number, newest first, page after page. */
export function useConversations(range: Range, behind: Behind, only: Only) {
  const api = useStaffApi();
  return useInfiniteQuery({
    queryKey: ['conversations', range, behind, only],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const parameters = new URLSearchParams({ ...range, ...only, limit: '50' });
      if (behind !== null) {
        parameters.set('behind', behind.rate);
        parameters.set('side', behind.side);
      }
      if (pageParam !== null) parameters.set('cursor', pageParam);
      return api.get(`/api/admin/conversations?${parameters}`, conversationPageSchema, signal);
    },
    getNextPageParam: (last) => last.next,
  });
}

export function useConversation(id: string) {
  const api = useStaffApi();
  return useQuery({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) =>
      api.get(
        `/api/admin/conversations/${encodeURIComponent(id)}`,
        conversationRecordSchema,
        signal,
      ),
  });
}
