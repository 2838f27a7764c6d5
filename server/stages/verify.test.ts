import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReleaseGate, type ReleaseMode } from './verify.ts';

const passages = [
  { number: 1, text: 'Plan M costs 12.90 EUR a month. You may cancel within 30 days.' },
  { number: 2, text: 'Express delivery takes 2 days and costs 9.90 EUR. Open Monday to Friday.' },
];

function run(pieces: string[], mode: ReleaseMode = 'words') {
  const gate = new ReleaseGate(passages, mode);
  const steps = pieces.map((piece) => gate.push(piece));
  const shown = steps.join('') + gate.end();
  return { shown, steps, failed: gate.failed, checked: gate.checked };
}

describe('text without critical values', () => {
  it('goes through word by word', () => {
    const { steps, shown } = run(['You can ', 'cancel ', 'it.']);
    expect(steps.slice(0, 2)).toEqual(['You can ', 'cancel ']);
    expect(shown).toBe('You can cancel it.');
  });
});

describe('a sentence with a critical value', () => {
  it('is held from the value on and shown once the value is found', () => {
    const { steps, shown, checked } = run([
      'It costs ',
      '12',
      '.90 ',
      'EUR ',
      'a month. ',
      'Fine.',
    ]);
    expect(steps).toEqual(['It costs ', '', '', '', '12.90 EUR a month. ', '']);
    expect(shown).toBe('It costs 12.90 EUR a month. Fine.');
    expect(checked).toEqual({ criticalValues: 1, unsupported: [] });
  });

  it('is never shown when no passage holds the value', () => {
    const { shown, failed, checked } = run(['It costs ', '13.90 EUR', ' a month. ', 'More text. ']);
    expect(shown).toBe('It costs ');
    expect(failed).toBe(true);
    expect(checked.unsupported).toEqual(['13.90 EUR']);
  });

  it('must find it in the passage it cites', () => {
    expect(run(['It costs 9.90 EUR [1].']).failed).toBe(true);
    expect(run(['It costs 9.90 EUR [2].']).failed).toBe(false);
    expect(run(['It costs 9.90 EUR.']).failed).toBe(false);
  });

  it('shows no part of it in sentence mode', () => {
    expect(run(['Good. It costs ', '13.90 EUR a month.'], 'sentences').shown).toBe('Good.');
  });

  it.each([
    'Open on Sunday.',
    'You have thirty one days.',
    'Call +49 30 999 88 77.',
    'See evil.example/pay now.',
    'Until March 3.',
  ])('knows values without digits or with signs: %s', (text) => {
    expect(run([text]).failed).toBe(true);
  });
});

describe('however the text is cut into pieces', () => {
  const good =
    'Sure! Plan M costs 12.90 EUR a month [1], and you may cancel within 30 days.\n- Express takes 2 days [2].';
  const bad = 'Sure! Plan M costs 12.90 EUR. Express costs 8.80 EUR, or on Sunday 11.50 EUR.';
  const cuts = (text: string) =>
    fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 30 }).map((places) => {
      const sorted = [0, ...new Set(places.sort((a, b) => a - b)), text.length];
      return sorted.slice(1).map((place, index) => text.slice(sorted[index], place));
    });

  it('nothing of a supported text is lost or doubled', () => {
    fc.assert(
      fc.property(
        cuts(good),
        fc.constantFrom<ReleaseMode>('words', 'sentences'),
        (pieces, mode) => {
          expect(run(pieces, mode).shown).toBe(good);
        },
      ),
    );
  });

  it('an unsupported value never comes out', () => {
    fc.assert(
      fc.property(cuts(bad), fc.constantFrom<ReleaseMode>('words', 'sentences'), (pieces, mode) => {
        const { shown, failed } = run(pieces, mode);
        expect(failed).toBe(true);
        expect(shown).not.toMatch(/8|11|Sunday/);
      }),
    );
  });
});
