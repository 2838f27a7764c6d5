import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SequencedEvent } from '../../shared/protocol.ts';
import { EventLog } from './test-support/event-log.ts';
import { eventScript } from './test-support/event-script.ts';
import type { Thread } from './thread.ts';
import { ThreadFollower } from './thread-follower.ts';

const id = 'c1';

/** What can happen between the appending of two events. */
const happening = fc.constantFrom(
  'deliver' as const,
  'deliver-twice' as const,
  'lose-events' as const,
  'lose-connection' as const,
  'restart-server' as const,
  'restart-unnoticed' as const,
  'begin-sync' as const,
  'finish-sync' as const,
  'fail-sync' as const,
);

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

/** A network under the test's control: events and sync answers arrive when the test says so, or never. */
class Network {
  readonly log = new EventLog(id);
  readonly follower: ThreadFollower;
  readonly shown: Thread[] = [];
  wire: SequencedEvent[] = [];
  #answers: (() => void)[] = [];
  #restarts = 0;
  #refusals: (() => void)[] = [];

  constructor() {
    this.follower = new ThreadFollower({
      open: (seen) =>
        new Promise((resolve) => {
          const value = this.log.sync(seen);
          this.#answers.push(() => resolve({ ok: true, value }));
          this.#refusals.push(() =>
            resolve({ ok: false, error: { code: 'offline', retryable: true } }),
          );
        }),
      onChange: (thread) => {
        if (thread !== null) this.shown.push(thread);
      },
      onBehind: () => void this.follower.sync(),
    });
  }

  async answerSyncs(how: 'finish' | 'fail'): Promise<void> {
    const waiting = how === 'finish' ? this.#answers : this.#refusals;
    this.#answers = [];
    this.#refusals = [];
    for (const answer of waiting) answer();
    await new Promise(setImmediate);
  }

  loseConnection(): void {
    this.wire = [];
    this.#answers = [];
    this.#refusals = [];
    this.follower.interrupt();
  }

  restart(): void {
    this.#restarts += 1;
    this.log.restart(`epoch-after-${this.#restarts}`);
  }

  async catchUp(): Promise<void> {
    this.loseConnection();
    void this.follower.sync();
    await this.answerSyncs('finish');
  }
}

async function happen(network: Network, what: Happening, count: number) {
  switch (what) {
    case 'deliver':
      for (const event of network.wire.splice(0, count)) network.follower.receive(event);
      break;
    case 'deliver-twice':
      for (const event of network.wire.slice(0, count)) network.follower.receive(event);
      break;
    case 'lose-events':
      network.wire.splice(0, count);
      break;
    case 'lose-connection':
      network.loseConnection();
      break;
    case 'restart-server':
      network.loseConnection();
      network.restart();
      break;
    case 'restart-unnoticed':
      network.restart();
      break;
    case 'begin-sync':
      void network.follower.sync();
      break;
    case 'finish-sync':
      await network.answerSyncs('finish');
      break;
    case 'fail-sync':
      await network.answerSyncs('fail');
      break;
  }
}

function visible(thread: Thread | null) {
  if (thread === null) return null;
  const { messages, live, conversation, seq, epoch } = thread;
  return { messages, live, state: conversation.state, seq, epoch };
}

describe('a thread follower', () => {
  it('never loses or doubles a character, whatever the network does', async () => {
    const course = fc.array(fc.tuple(fc.nat(3), happening, fc.integer({ min: 1, max: 6 })), {
      maxLength: 40,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(eventScript(id), course, async (events, steps) => {
        const network = new Network();
        const known = new Map([[keyOf(network.log.thread), visible(network.log.thread)]]);
        const remember = () => known.set(keyOf(network.log.thread), visible(network.log.thread));
        const waiting = [...events];
        for (const [appended, what, count] of steps) {
          for (const event of waiting.splice(0, appended)) {
            network.wire.push(network.log.append(event));
            remember();
          }
          await happen(network, what, count);
          remember();
        }
        for (const event of waiting) network.wire.push(network.log.append(event));
        remember();
        await network.catchUp();

        for (const thread of network.shown) {
          expect(visible(thread)).toEqual(known.get(keyOf(thread)));
        }
        expect(visible(network.follower.thread)).toEqual(visible(network.log.thread));
      }),
      { numRuns: 500 },
    );
  });

  it('asks for everything when a resume does not continue what it has', async () => {
    const log = new EventLog(id);
    const seenByOpen: unknown[] = [];
    const follower = new ThreadFollower({
      open: async (seen) => {
        seenByOpen.push(seen);
        const { epoch } = log;
        return seen === undefined
          ? { ok: true, value: log.sync(undefined) }
          : { ok: true, value: { kind: 'resume', conversationId: id, epoch, seq: 9, events: [] } };
      },
      onChange: () => {},
      onBehind: () => {},
    });
    await follower.sync();
    const again = await follower.sync();
    expect(again.kind).toBe('in-step');
    expect(seenByOpen).toEqual([undefined, { epoch: 'epoch-1', seq: 0 }, undefined]);
  });
});

function keyOf({ epoch, seq }: Thread): string {
  return `${epoch}#${seq}`;
}
