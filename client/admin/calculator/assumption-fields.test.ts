import { describe, expect, it } from 'vitest';
import { estimateAssumptionsSchema } from '../../../shared/admin-protocol.ts';
import { fieldGroups, fieldText, givenOf, parseField } from './assumption-fields.ts';

describe('the fields of the calculator', () => {
  it('ask for every assumption once', () => {
    const names = fieldGroups.flatMap(({ fields }) => fields.map(({ name }) => name));
    expect(names.toSorted()).toEqual(Object.keys(estimateAssumptionsSchema.shape).toSorted());
  });

  it.each([
    ['count', '10,000', 10_000],
    ['count', ' 2.5 ', 2.5],
    ['count', '.5', 0.5],
    ['count', '-1', null],
    ['count', '1e5', null],
    ['count', '', null],
    ['share', '35', 0.35],
    ['share', '35 %', 0.35],
    ['share', '101', null],
  ] as const)('read a %s of “%s” as %s', (kind, text, value) => {
    expect(parseField(kind, text)).toBe(value);
  });

  it('show numbers with the digits that matter', () => {
    expect(fieldText('count', 2_399.6)).toBe('2400');
    expect(fieldText('count', 1.234_56)).toBe('1.23');
    expect(fieldText('share', 0.8771)).toBe('87.7');
    expect(fieldText('share', 1)).toBe('100');
  });

  it('stand in the address of the page', () => {
    const parameters = new URLSearchParams({ users: '500', small: '90', turns: 'many', to: '1' });
    expect(givenOf(parameters)).toEqual({ users: 500, small: 0.9 });
  });
});
