import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { ServerOptions } from 'socket.io';

/**
 * The Socket.IO adapter by which nodes reach each other's connections.
 * It asks the client it is given for duplicates and reads on them in a loop that never pauses. A reader that fails at once
 * while Redis is away would spin in that loop and hold up the process, so readers wait for the connection instead.
 * It serves this node's own connections when what it wrote for the others is acknowledged; that is said at once, so that a Redis
 * that is slow, hangs or is away holds up nobody here. What is written goes out in order all the same.
 */
export function createSocketAdapter(client: Redis): ServerOptions['adapter'] {
  return createAdapter(adapted(client), { blockTimeInMs: 1000 });
}

/** Of no use to anybody: the place in the stream is asked for only by Socket.IO's own recovery, which is off. */
const noOffset = '';

function adapted(client: Redis): Redis {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'duplicate') {
        return () => target.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
      }
      if (property === 'publish') {
        // Nobody waits for what goes out this way, and nobody would catch its failure.
        return (...parameters: Parameters<Redis['publish']>) =>
          target.publish(...parameters).catch(() => 0);
      }
      if (property === 'xadd') {
        return (...parameters: Parameters<Redis['xadd']>) => {
          target.xadd(...parameters).catch(() => {});
          return Promise.resolve(noOffset);
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
