import { describe, expect, it } from 'vitest';
import { agoText, dayText } from './moments.ts';

const now = new Date('2026-03-10T12:00:00Z');

describe('moments in words', () => {
  it.each([
    ['2026-03-10T11:59:30Z', 'now'],
    ['2026-03-10T11:57:00Z', '3 minutes ago'],
    ['2026-03-10T14:10:00Z', 'in 2 hours'],
    ['2026-03-08T12:00:00Z', '2 days ago'],
    ['2026-01-08T12:00:00Z', '8 Jan 2026'],
  ])('%s is %s', (iso, text) => expect(agoText(iso, now)).toBe(text));

  it('leaves what is no date as it is', () => expect(dayText('last spring')).toBe('last spring'));
});
