import { createHash } from 'node:crypto';
import type { RedisClient } from './connection.ts';

type Argument = string | number;

/** A Lua script, sent once and afterwards named by its digest. */
export class Script {
  readonly #source: string;
  readonly #digest: string;

  constructor(source: string) {
    this.#source = source;
    this.#digest = createHash('sha1').update(source).digest('hex');
  }

  async run(client: RedisClient, keys: string[], parameters: Argument[]): Promise<unknown> {
    try {
      return await client.evalsha(this.#digest, keys.length, ...keys, ...parameters);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return client.eval(this.#source, keys.length, ...keys, ...parameters);
    }
  }
}
