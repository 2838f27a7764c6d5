import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalValues } from '../quality/critical-values.ts';
import { valueForms } from '../quality/value-forms.testing.ts';
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

/** What each piece lets out, and at last the end of the text. */
function steps(passage: string, pieces: string[], mode: ReleaseMode = 'words') {
  const gate = new ReleaseGate([{ number: 1, text: passage }], mode);
  const out = [...pieces.map((piece) => gate.push(piece)), gate.end()];
  return { out, shown: out.join(''), failed: gate.failed };
}

describe('a dot inside a value ends no sentence', () => {
  it.each([
    ['Die Aktion läuft bis 24. Dezember.', 'Sie gilt bis 24. Dezember. Danach nicht mehr.'],
    ['It starts on 3 September 2026.', 'It starts on Sept. 3. Not before.'],
    ['Geschlossen: 24.12. bis 26.12.', 'Wir schließen vom 24. bis zum 26. Dezember. Frohes Fest!'],
    ['Geschlossen am 1. Mai.', '1. Mai: geschlossen. Sonst offen.'],
    ['Abierto hasta las 14:00.', 'Abre hasta las 2 p. m. todos los días.'],
    ['Am 3. Mai 2026.', 'Beginn ist der 3. 5. 2026. Ende offen.'],
    ['Umsatz: 5.000.000 €', 'Es sind 5 Mio. € im Jahr. Gut.'],
  ])('%s: %s', (passage, answer) => {
    for (const mode of ['words', 'sentences'] as const) {
      expect(steps(passage, [...answer], mode)).toMatchObject({ shown: answer, failed: false });
      expect(steps(passage, [answer], mode)).toMatchObject({ shown: answer, failed: false });
    }
  });

  it.each([
    ['bis 24. Dezember', 'Ja! 31. Dezember ist der letzte Tag.', 'Ja! '],
    ['bis 24. Dezember', 'Sie gilt bis 31. Dezember. Danach nicht.', 'Sie gilt bis '],
    ['bis 24. Dezember', 'Bis 24. November.', 'Bis '],
    ['24 items, in December', 'Bis 24. Mai.', 'Bis '],
    ['within 14 days', 'How many? 30. That is all.', 'How many? '],
    ['within 14 days', '30. That is all.', ''],
  ])('an invented one is not shown in parts: %s: %s', (passage, answer, shown) => {
    expect(steps(passage, [...answer])).toMatchObject({ shown: expect.stringMatching(/^\D*$/) });
    expect(steps(passage, [...answer]).shown.trim()).toBe(shown.trim());
    expect(steps(passage, [answer]).failed).toBe(true);
  });

  it("lets a list's numbers through", () => {
    const list = 'Do this:\n1. Open it.\n   - Gently.\n2. Close it in May.\n1. Again.';
    expect(steps('Only in May.', [...list])).toMatchObject({ shown: list, failed: false });
  });
});

describe('no more is held than must be', () => {
  it.each([
    [
      ['You ', 'may ', 'cancel ', 'it.'],
      ['You ', '', 'may cancel ', '', 'it.'],
    ],
    [
      ['One ', 'of ', 'them '],
      ['', 'One of ', 'them ', ''],
    ],
    [
      ['Ein ', 'Rad ', 'fährt '],
      ['', 'Ein Rad ', 'fährt ', ''],
    ],
    [
      ['See [1, ', '2] ', 'and (', 'gladly) z.B. ', 'more '],
      ['See ', '[1, 2] ', 'and ', '(gladly) z.B. ', 'more ', ''],
    ],
    [
      ['Bis 24. ', 'Dezember', '. ', 'Dann ', 'nicht. '],
      ['Bis ', '', '24. Dezember. ', 'Dann ', 'nicht. ', ''],
    ],
    [
      ['Ab 24. ', 'Man ', 'kann '],
      ['Ab ', '24. Man ', 'kann ', ''],
    ],
    [
      ['1. ', 'Open ', 'it.\n', '2. '],
      ['', '1. Open ', 'it.\n', '', '2. '],
    ],
  ])('%j', (pieces, expected) => {
    expect(steps('Bis 24. Dezember. Es sind 24.', pieces).out).toEqual(expected);
  });
});

describe.each(Object.entries(valueForms))('%s', (_, { forms, others }) => {
  const [passage = ''] = forms;
  const cutInTwo = (text: string) =>
    Array.from({ length: text.length }, (_, at) => [text.slice(0, at), text.slice(at)]);

  it.each(forms)('comes out whole wherever it is cut: %s', (text) => {
    for (const pieces of [[...text], ...cutInTwo(text)]) {
      expect(steps(passage, pieces)).toMatchObject({ shown: text, failed: false });
    }
  });

  it.each(others)('nothing comes out of another one wherever it is cut: %s', (text) => {
    const before = text.slice(0, criticalValues(text)[0]?.index);
    for (const pieces of [[...text], ...cutInTwo(text)]) {
      const { shown, failed } = steps(passage, pieces);
      expect(failed).toBe(true);
      expect(before.startsWith(shown)).toBe(true);
    }
  });
});
