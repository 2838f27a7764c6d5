import { describe, expect, it } from 'vitest';
import { lookAlikes, wishes } from './person-wishes/examples.testing.ts';
import { wantsPerson } from './wants-person.ts';

describe('a wish for a person', () => {
  it.each(wishes)('is recognised: %s', (text) => {
    expect(wantsPerson(text)).toBe(true);
  });

  it.each(lookAlikes)('is not read into: %s', (text) => {
    expect(wantsPerson(text)).toBe(false);
  });

  it.each(['talk to ', 'i want a real ', 'mit einem ', 'je veux ', '. ', '\u00a0', 'no '])(
    'is looked for without holding up others: %j over and over',
    (part) => {
      const text = part.repeat(4000 / part.length);
      const startedMs = performance.now();
      wantsPerson(text);
      // It takes a few milliseconds; a pattern that goes back over what it read would take seconds.
      expect(performance.now() - startedMs).toBeLessThan(500);
    },
  );
});
