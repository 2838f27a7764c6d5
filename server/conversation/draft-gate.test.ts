import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftGate } from './draft-gate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(options: { opensAtSentence?: boolean; gateMs?: number } = {}) {
  const shown: string[] = [];
  const gate = new DraftGate({
    gateMs: 400,
    opensAtSentence: false,
    looksBad: (held) => "I don't know.".startsWith(held.trimEnd()),
    show: (text) => shown.push(text),
    ...options,
  });
  return { gate, shown };
}

describe('the first words of a draft', () => {
  it('wait from when the model began, not from when the first of them was let through', () => {
    const { gate, shown } = open();
    gate.begin();
    vi.advanceTimersByTime(100);
    gate.push('The chain ');
    gate.begin();
    vi.advanceTimersByTime(299);
    expect(shown).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(shown).toEqual(['The chain ']);
    gate.push('is oiled ');
    expect(shown).toEqual(['The chain ', 'is oiled ']);
  });

  it('come through at once where none were let through in time', () => {
    const { gate, shown } = open();
    gate.begin();
    vi.advanceTimersByTime(400);
    gate.push('It costs 4.90 EUR. ');
    expect(shown).toEqual(['It costs 4.90 EUR. ']);
  });

  it('are looked at even where the first of them is late', () => {
    const { gate, shown } = open();
    gate.begin();
    vi.advanceTimersByTime(400);
    gate.push('I ');
    expect(shown).toEqual([]);
  });

  it('come through late where they looked bad in time, as soon as they no longer do', () => {
    const { gate, shown } = open();
    gate.begin();
    gate.push('I don');
    vi.advanceTimersByTime(400);
    gate.push("'t ");
    expect(shown).toEqual([]);
    gate.push('see why not. ');
    expect(shown).toEqual(["I don't see why not. "]);
  });

  it('never come through of a draft that was judged bad', () => {
    const { gate, shown } = open();
    gate.begin();
    gate.push('I don');
    gate.discard();
    vi.advanceTimersByTime(400);
    gate.push("'t know.");
    expect(shown).toEqual([]);
  });

  it('do not wait where there is no gate, nor behind a sentence of a large model', () => {
    const none = open({ gateMs: 0 });
    none.gate.begin();
    none.gate.push('Yes, ');
    expect(none.shown).toEqual(['Yes, ']);
    const large = open({ opensAtSentence: true });
    large.gate.begin();
    large.gate.push('Yes. ');
    expect(large.shown).toEqual(['Yes. ']);
  });
});
