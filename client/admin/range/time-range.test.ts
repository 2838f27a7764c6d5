import { describe, expect, it } from 'vitest';
import { rangeSchema } from '../../../shared/admin-protocol.ts';
import {
  customProblem,
  rangeBefore,
  readRangeChoice,
  resolveRange,
  writeRangeChoice,
} from './time-range.ts';

const now = new Date('2026-03-10T15:30:00Z');
const read = (query: string) => readRangeChoice(new URLSearchParams(query));

describe('the range of time in the address', () => {
  it.each(['', 'range=nonsense', 'range=custom&first=2026-03-09&last=2026-03-01', 'range=custom'])(
    'falls back to seven days for "%s"',
    (query) => expect(read(query)).toEqual({ preset: '7d', bucket: 'day' }),
  );

  it('is the same after being written and read', () => {
    for (const query of [
      'range=today',
      'range=7d&bucket=hour',
      'range=30d&bucket=day',
      'range=custom&first=2026-01-01&last=2026-02-01&bucket=day',
    ]) {
      const choice = read(query);
      expect(read(new URLSearchParams(writeRangeChoice(choice)).toString())).toEqual(choice);
    }
  });

  it('shows hours only where they can be told apart', () => {
    expect(read('range=30d&bucket=hour').bucket).toBe('day');
    expect(read('range=7d&bucket=hour').bucket).toBe('hour');
    expect(read('range=custom&first=2026-01-01&last=2026-01-02').bucket).toBe('hour');
    expect(read('range=custom&first=2026-01-01&last=2026-01-20&bucket=hour').bucket).toBe('day');
  });

  it('says why two days make no range', () => {
    expect(customProblem('', '2026-03-01')).toMatch(/both days/);
    expect(customProblem('2026-03-02', '2026-03-01')).toMatch(/not come after/);
    expect(customProblem('2025-01-01', '2026-03-01')).toMatch(/366/);
    expect(customProblem('2026-03-01', '2026-03-01')).toBeNull();
  });
});

describe('the moments of a range', () => {
  it('ends with the day, so that it stays the same until midnight', () => {
    const range = resolveRange({ preset: '7d', bucket: 'day' }, now);
    expect(range).toEqual({ from: '2026-03-04T00:00:00.000Z', to: '2026-03-11T00:00:00.000Z' });
    const later = new Date('2026-03-10T23:59:59Z');
    expect(resolveRange({ preset: '7d', bucket: 'day' }, later)).toEqual(range);
  });

  it("takes today by the reader's clock", () => {
    const { from, to } = resolveRange({ preset: 'today', bucket: 'hour' }, now);
    expect(new Date(from).getHours()).toBe(0);
    expect(Date.parse(from)).toBeLessThanOrEqual(now.getTime());
    expect(Date.parse(to)).toBeGreaterThan(now.getTime());
  });

  it('holds both of the chosen days and the server takes it', () => {
    const choice = read('range=custom&first=2025-03-01&last=2026-03-01');
    const range = resolveRange(choice, now);
    expect(range.to).toBe('2026-03-02T00:00:00.000Z');
    expect(rangeSchema.safeParse(range).success).toBe(true);
  });

  it('has one of the same length before it', () => {
    expect(
      rangeBefore({ from: '2026-03-04T00:00:00.000Z', to: '2026-03-11T00:00:00.000Z' }),
    ).toEqual({ from: '2026-02-25T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' });
  });
});
