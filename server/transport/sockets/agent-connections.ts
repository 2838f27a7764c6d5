import type { Logger } from 'pino';
import type { Accounts } from '../../ports/accounts.ts';
import { errorForLog } from '../logging/error-for-log.ts';
import type { AgentNamespace, AgentSocket } from './agent-namespace.ts';
import { sessionRoom, userRoom } from './rooms.ts';

/** Ends the connections of agents whose sign-in ended: at once when told so, else at the next check of all of them. */
export class AgentConnections {
  readonly #namespace: AgentNamespace;
  readonly #accounts: Accounts;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;

  constructor(
    namespace: AgentNamespace,
    accounts: Accounts,
    options: { everyMs: number; logger: Logger },
  ) {
    this.#namespace = namespace;
    this.#accounts = accounts;
    this.#logger = options.logger;
    this.#timer = setInterval(() => void this.checkAll(), options.everyMs);
    this.#timer.unref();
  }

  /** On every node. The client may connect again with what it may still do. */
  endUser(userId: string): void {
    this.#namespace.in(userRoom(userId)).disconnectSockets(true);
  }

  /** On every node. */
  endSession(sessionId: string): void {
    this.#namespace.in(sessionRoom(sessionId)).disconnectSockets(true);
  }

  /** Looks at every connection of this process. One whose session cannot be read for now is left. */
  async checkAll(): Promise<void> {
    for (const socket of this.#namespace.sockets.values()) {
      try {
        if (!(await this.#isStillSignedIn(socket))) socket.disconnect(true);
      } catch (error) {
        this.#logger.warn({ err: errorForLog(error) }, 'could not check an agent session');
      }
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #isStillSignedIn(socket: AgentSocket): Promise<boolean> {
    const session = await this.#accounts.session(socket.data.cookie);
    const { userId, role } = socket.data.user;
    return session !== null && session.user.userId === userId && session.user.role === role;
  }
}
