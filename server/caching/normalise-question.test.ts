import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseQuestion } from './normalise-question.ts';

describe('normaliseQuestion', () => {
  it.each([
    ['How long does delivery take?', '  how long does\n delivery TAKE '],
    ['Ｈｏｗ much is it？', 'how much is it'],
    ['Was kostet die Größe XL?!', 'was kostet die größe xl'],
    ['How much is it ...', 'How much is it'],
    ['ﬁt a tyre', 'fit a tyre'],
  ])('takes %j and %j for the same', (left, right) => {
    expect(normaliseQuestion(left)).toBe(normaliseQuestion(right));
  });

  it.each([
    ['Is it 10?', 'Is it 100?'],
    ['Is it 1.5 m?', 'Is it 15 m?'],
    ['Is it 10²?', 'Is it 102?'],
    ['1½ hours', '11/2 hours'],
    ['5 € off', '5 $ off'],
    ['5 off', '5% off'],
    ['Can I return it?', "Can't I return it?"],
    ['do you ship', 'do you not ship'],
    ['-5 degrees', '5 degrees'],
    ['from A to B', 'from B to A'],
    ['C++', 'C'],
    ['?', '!'],
  ])('keeps %j and %j apart', (left, right) => {
    expect(normaliseQuestion(left)).not.toBe(normaliseQuestion(right));
  });

  it('changes nothing when applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const once = normaliseQuestion(text);
        expect(normaliseQuestion(once)).toBe(once);
      }),
    );
  });
});
