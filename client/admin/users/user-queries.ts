import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type UserChange,
  type UserCreate,
  userSchema,
  usersSchema,
  userWithPasswordSchema,
} from '../../../shared/admin-protocol.ts';
import { useStaffApi } from '../../kit/staff/session.ts';

const key = ['users'] as const;
const path = '/api/admin/users';

export function useUsers() {
  const api = useStaffApi();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get(path, usersSchema, signal),
  });
}

export function useCreateUser() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: UserCreate) => api.send('POST', path, input, userWithPasswordSchema),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useChangeUser() {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: UserChange }) =>
      api.send('PATCH', `${path}/${encodeURIComponent(id)}`, change, userSchema),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useResetPassword() {
  const api = useStaffApi();
  return useMutation({
    mutationFn: (id: string) =>
      api.send(
        'POST',
        `${path}/${encodeURIComponent(id)}/password`,
        undefined,
        userWithPasswordSchema,
      ),
  });
}
