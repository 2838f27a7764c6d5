import { describe, expect, it } from 'vitest';
import { SingleFlight } from './single-flight.ts';

type Flight = SingleFlight<string, string>;

/** A passenger whose generation is steered by the test. */
class Customer {
  readonly received: string[] = [];
  readonly stop = new AbortController();
  readonly result: Promise<{ value: string; led: boolean } | { failed: unknown }>;
  shown: readonly string[] | null = null;
  emit: (text: string) => void = () => {};
  finish: (value: string) => void = () => {};
  fail: (error: Error) => void = () => {};

  constructor(flight: Flight, key = 'question') {
    this.result = flight
      .join(key, {
        lead: (emit, shown) => {
          this.shown = shown;
          this.emit = emit;
          return new Promise((resolve, reject) => {
            this.finish = resolve;
            this.fail = reject;
          });
        },
        receive: (text) => this.received.push(text),
        signal: this.stop.signal,
      })
      .catch((failed: unknown) => ({ failed }));
  }

  get leads(): boolean {
    return this.shown !== null;
  }
}

describe('SingleFlight', () => {
  it('lets identical questions share one generation, each from its first delta on', async () => {
    const flight: Flight = new SingleFlight();
    const first = new Customer(flight);
    first.emit('Two ');
    const second = new Customer(flight);
    first.emit('days.');
    first.finish('Two days.');
    expect(await first.result).toEqual({ value: 'Two days.', led: true });
    expect(await second.result).toEqual({ value: 'Two days.', led: false });
    expect(second.leads).toBe(false);
    expect([first.received, second.received]).toEqual([
      ['Two ', 'days.'],
      ['Two ', 'days.'],
    ]);
    expect(flight.size).toBe(0);
  });

  it('keeps different questions apart, and starts anew after the end', async () => {
    const flight: Flight = new SingleFlight();
    const first = new Customer(flight, 'a');
    const other = new Customer(flight, 'b');
    expect([first.leads, other.leads]).toEqual([true, true]);
    first.finish('A');
    await first.result;
    const later = new Customer(flight, 'a');
    expect(later.leads).toBe(true);
    expect(later.received).toEqual([]);
  });

  it('lets the next one lead where a leader failed, knowing what was shown', async () => {
    const flight: Flight = new SingleFlight();
    const [first, second, third] = [
      new Customer(flight),
      new Customer(flight),
      new Customer(flight),
    ];
    first.emit('Two ');
    first.fail(new Error('cut'));
    expect(await first.result).toEqual({ failed: new Error('cut') });
    expect(second.shown).toEqual(['Two ']);
    expect(third.leads).toBe(false);
    first.emit('ghost');
    second.emit('days.');
    second.finish('Two days.');
    expect(await third.result).toEqual({ value: 'Two days.', led: false });
    expect(third.received).toEqual(['Two ', 'days.']);
    expect(second.received).toEqual(['Two ', 'days.']);
  });

  it('gives the half answer of a stopped leader to nobody else', async () => {
    const flight: Flight = new SingleFlight();
    const [first, second] = [new Customer(flight), new Customer(flight)];
    first.emit('Two ');
    first.stop.abort();
    first.finish('Two ');
    expect(await first.result).toEqual({ value: 'Two ', led: true });
    expect(second.shown).toEqual(['Two ']);
    second.finish('Two days.');
    expect(await second.result).toEqual({ value: 'Two days.', led: true });
  });

  it('lets a follower leave without disturbing the others', async () => {
    const flight: Flight = new SingleFlight();
    const [first, second, third] = [
      new Customer(flight),
      new Customer(flight),
      new Customer(flight),
    ];
    second.stop.abort();
    expect(await second.result).toMatchObject({ failed: { code: 'cancelled' } });
    first.emit('Two days.');
    first.finish('Two days.');
    expect(await third.result).toMatchObject({ led: false });
    expect(second.received).toEqual([]);
  });

  it('takes nobody aboard who has already stopped', async () => {
    const flight: Flight = new SingleFlight();
    const stopped = new AbortController();
    stopped.abort();
    const joined = flight.join('question', {
      lead: async () => 'never',
      receive: () => {},
      signal: stopped.signal,
    });
    await expect(joined).rejects.toMatchObject({ code: 'cancelled' });
    expect(flight.size).toBe(0);
  });
});
