import type {
  PasswordChange,
  SignedIn,
  SignIn,
  User,
  UserChange,
  UserCreate,
  UserWithPassword,
} from '../../shared/admin-protocol.ts';

/** A valid sign-in found in a request's cookies. */
export interface Session {
  sessionId: string;
  user: SignedIn;
  /** `Set-Cookie` values to send along; not empty when the session was prolonged. */
  setCookies: string[];
}

/**
 * Agents and admins, their passwords and sessions. Nobody can sign up: admins create users. Cookies are the adapter's own
 * business: they are taken as the `Cookie` header and given as `Set-Cookie` values.
 * Throws DeskhandError `storage-unavailable` (retryable) when the database is gone.
 */
export interface Accounts {
  /** Throws `not-signed-in` for an unknown e-mail, a wrong password and a disabled user alike. */
  signIn(credentials: SignIn): Promise<Session>;
  /** Ends the session; returns the `Set-Cookie` values that clear it. */
  signOut(cookie: string | undefined): Promise<string[]>;
  /** Null without a valid session, also when the user was disabled or removed since. */
  session(cookie: string | undefined): Promise<Session | null>;
  /** Ends the user's other sessions. Throws `not-signed-in` without a session, `not-allowed` for a wrong current password. */
  changePassword(cookie: string | undefined, change: PasswordChange): Promise<void>;
  /** Oldest first. */
  listUsers(): Promise<User[]>;
  /** With a random password. Throws `already-taken` when the e-mail is in use. */
  createUser(user: UserCreate): Promise<UserWithPassword>;
  /** Disabling ends the user's sessions. Throws `not-found`. */
  changeUser(userId: string, change: UserChange): Promise<User>;
  /** Sets a random password and ends the user's sessions. Throws `not-found`. */
  resetPassword(userId: string): Promise<UserWithPassword>;
  /** Creates an admin when there is no user at all; null when there is. Without a password a random one is made. */
  createFirstAdmin(first: { email: string; password?: string }): Promise<UserWithPassword | null>;
}
