import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContinuationJoin, RestartedAnswer } from './continuation-join.ts';

function join(shown: string, ...pieces: string[]): string {
  const joiner = new ContinuationJoin(shown);
  return shown + pieces.map((piece) => joiner.push(piece)).join('') + joiner.flush();
}

describe('joining a continuation to what was shown', () => {
  it.each([
    ['repeated last words', 'You can return it within', ['return it', ' within', ' 30 days.']],
    ['a quoted beginning', 'You can return it within', ['"return it within"', ' 30 days.']],
    ['an ellipsis', 'You can return it within', ['…', 'it within 30 days.']],
    ['no repetition and no space', 'You can return it within', ['30', ' days.']],
    ['no repetition and a space', 'You can return it within', [' 30', ' days.']],
    ['a word cut in two and told again', 'You can return it wit', ['it within', ' 30 days.']],
    ['a whole repetition', 'You can return it within', ['You can return it within 30 days.']],
    ['one character at a time', 'You can return it within', [...'return it within 30 days.']],
    ['a trailing space', 'You can return it within ', ['within 30 days.']],
    ['a trailing space and no repetition', 'You can return it within ', [' 30 days.']],
    ['a repetition that stops short', 'You can return it within ', ['it within', ' 30 days.']],
  ])('copes with %s', (_name, shown, pieces) => {
    expect(join(shown, ...pieces)).toBe('You can return it within 30 days.');
  });

  it('completes a number that was cut', () => {
    expect(join('It costs 1', '19.99 euros.')).toBe('It costs 19.99 euros.');
    expect(join('It costs 19', '.99 euros.')).toBe('It costs 19.99 euros.');
    expect(join('It costs €', '19.99.')).toBe('It costs €19.99.');
  });

  it('puts a new sentence after a finished one', () => {
    expect(join('It costs 12 euros [1].', 'It takes a day [1].')).toBe(
      'It costs 12 euros [1]. It takes a day [1].',
    );
  });

  it('refuses an answer that was begun anew', () => {
    const shown = 'You can return a bicycle within 30 days of delivery, and';
    expect(() => join(shown, 'You can return a bicycle within a month.')).toThrow(RestartedAnswer);
  });

  it('lets everything pass when nothing was shown', () => {
    expect(join('', ' Hello', ' there')).toBe(' Hello there');
  });

  it('loses and doubles nothing, wherever the cut falls and however the pieces come', () => {
    const words = fc.array(
      fc.constantFrom('the', 'bike', 'costs', '12', 'euros', 'a', 'day', 'and'),
      {
        minLength: 6,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(
        words,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (list, cut, back, size) => {
          const unique = list.map((word, index) => `${word}${index}`);
          const answer = unique.join(' ');
          const shownWords = 1 + (cut % (unique.length - 1));
          const shown = unique.slice(0, shownWords).join(' ');
          const anchorStart = shownWords - 1 - (back % shownWords);
          const continuation = unique.slice(anchorStart).join(' ');
          const pieces = continuation.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
          return join(shown, ...pieces) === answer;
        },
      ),
    );
  });
});
