import { describe, expect, it } from 'vitest';
import { smallTalkKind } from './small-talk.ts';

describe('small talk', () => {
  it.each([
    ['hi', 'greeting'],
    ['Hello there!', 'greeting'],
    ['Guten Tag 👋', 'greeting'],
    ['thanks!!', 'thanks'],
    ['Hello, thank you!', 'thanks'],
    ['Hi, goodbye', 'farewell'],
  ])('is %s as %s', (text, kind) => {
    expect(smallTalkKind(text)).toBe(kind);
  });

  it.each(['hi, how much is it', 'Thanks, and what about Belgium?', 'Hello, I need help'])(
    'is not: %s',
    (text) => {
      expect(smallTalkKind(text)).toBeNull();
    },
  );
});
