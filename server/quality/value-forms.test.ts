import { describe, expect, it } from 'vitest';
import { criticalValues } from './critical-values.ts';
import { valueForms } from './value-forms.testing.ts';
import { supportedValues } from './value-support.ts';

const unsupported = (answer: string, passage: string): string[] => {
  const held = supportedValues([passage]);
  const values = criticalValues(answer);
  if (values.length === 0) return ['no value'];
  return values.filter((value) => !held.holds(value)).map((value) => value.text);
};

describe.each(Object.entries(valueForms))('%s', (_, { forms, others }) => {
  it.each(forms)('is known from every other form of it: %s', (passage) => {
    const withheld = forms.filter((answer) => unsupported(answer, passage).length > 0);
    expect(withheld).toEqual([]);
  });

  it.each(others)('is told apart from %s', (other) => {
    expect(forms.filter((passage) => unsupported(other, passage).length === 0)).toEqual([]);
    expect(forms.filter((answer) => unsupported(answer, other).length === 0)).toEqual([]);
  });
});
