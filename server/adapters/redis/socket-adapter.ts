import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { ServerOptions } from 'socket.io';

/**
 * The Socket.IO adapter by which nodes reach each other's connections.
 * It asks the client it is given for duplicates and reads on them in a loop that never pauses. A reader that fails at once
 * while Redis is away would spin in that loop and hold up the process, so readers wait for the connection instead;
 * what is written still fails at once, and then this node's own connections are served without delay.
 */
export function createSocketAdapter(client: Redis): ServerOptions['adapter'] {
  return createAdapter(withWaitingDuplicates(client), { blockTimeInMs: 1000 });
}

function withWaitingDuplicates(client: Redis): Redis {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'duplicate') {
        return () => target.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
