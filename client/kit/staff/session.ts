import {
  type UseMutationResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import {
  type PasswordChange,
  type SignedIn,
  type SignIn,
  signedInSchema,
} from '../../../shared/admin-protocol.ts';
import type { StaffApi } from './staff-api.ts';
import { requestErrorOf } from './staff-error.ts';

/** Under this key TanStack Query keeps who is signed in; null is nobody. */
export const sessionKey = ['session'] as const;

export const StaffApiContext = createContext<StaffApi | null>(null);

/** The HTTP client of the page. Only within `StaffPage`. */
export function useStaffApi(): StaffApi {
  const api = useContext(StaffApiContext);
  if (api === null) throw new Error('outside of StaffPage');
  return api;
}

/** Who is signed in as far as the server knows; `data` is null when nobody is. */
export function useSessionQuery() {
  const api = useStaffApi();
  return useQuery({
    queryKey: sessionKey,
    queryFn: () => askSession(api),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function askSession(api: StaffApi): Promise<SignedIn | null> {
  try {
    return await api.get('/api/session', signedInSchema);
  } catch (thrown) {
    if (requestErrorOf(thrown).code === 'not-signed-in') return null;
    throw thrown;
  }
}

export const UserContext = createContext<SignedIn | null>(null);

/** Who is signed in. Only below the sign-in, that is, in the children of `StaffPage`. */
export function useUser(): SignedIn {
  const user = useContext(UserContext);
  if (user === null) throw new Error('nobody is signed in');
  return user;
}

/** Signs in; the page shows itself as soon as it worked. */
export function useSignIn(): UseMutationResult<SignedIn, Error, SignIn> {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: SignIn) =>
      api.send('POST', '/api/sign-in', credentials, signedInSchema),
    onSuccess: (user) => queries.setQueryData(sessionKey, user),
  });
}

/** Signs out and forgets everything that was asked for. */
export function useSignOut(): UseMutationResult<void, Error, void> {
  const api = useStaffApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.command('POST', '/api/sign-out'),
    onSuccess: () => {
      queries.setQueryData(sessionKey, null);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    },
  });
}

/** Changes one's own password; other devices are signed out. */
export function useChangePassword(): UseMutationResult<void, Error, PasswordChange> {
  const api = useStaffApi();
  return useMutation({
    mutationFn: (change: PasswordChange) => api.command('POST', '/api/password', change),
  });
}
