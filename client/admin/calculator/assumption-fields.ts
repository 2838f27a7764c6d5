import type { EstimateAssumption } from '../../../shared/admin-protocol.ts';

export interface AssumptionField {
  name: EstimateAssumption;
  label: string;
  /** A share is entered in percent. */
  kind: 'count' | 'share';
}

export interface FieldGroup {
  title: string;
  fields: AssumptionField[];
}

const count = (name: EstimateAssumption, label: string) =>
  ({ name, label, kind: 'count' }) as const;
const share = (name: EstimateAssumption, label: string) =>
  ({ name, label, kind: 'share' }) as const;

/** What the bill follows from, in the order of the form. */
export const fieldGroups: FieldGroup[] = [
  {
    title: 'Traffic',
    fields: [
      count('users', 'Users'),
      count('sessions', 'Conversations a user and month'),
      count('turns', 'Questions a conversation'),
      share('resolved', 'Conversations that end resolved'),
    ],
  },
  {
    title: 'Tokens of a call',
    fields: [
      count('system', 'Instructions'),
      count('context', 'Passages'),
      count('history', 'Earlier turns'),
      count('question', 'Question'),
      count('output', 'Answer'),
    ],
  },
  {
    title: 'What is saved',
    fields: [
      share('answerCache', 'Answered from a cache'),
      share('small', 'Begun with the small model'),
      share('escalated', 'Of these redone by the large one'),
      share('promptCache', 'Input in the provider’s prompt cache'),
    ],
  },
];

const fields = new Map(
  fieldGroups.flatMap((group) => group.fields.map((each) => [each.name, each])),
);

/** What was entered as the server wants it; null for what is no such number. */
export function parseField(kind: AssumptionField['kind'], text: string): number | null {
  const plain = text
    .trim()
    .replace(/%$/, '')
    .replaceAll(/[\s,_]/g, '');
  if (!/^\d*\.?\d+$|^\d+\.$/.test(plain)) return null;
  const value = Number(plain);
  if (kind === 'count') return value;
  return value <= 100 ? value / 100 : null;
}

/** A number as it stands in a field: to three digits where it is small, whole where it is large. */
export function fieldText(kind: AssumptionField['kind'], value: number): string {
  const shown = kind === 'share' ? value * 100 : value;
  return String(shown >= 100 ? Math.round(shown) : Number(shown.toPrecision(3)));
}

/** What the page's address gives, by name; what cannot be read is left out. */
export function givenOf(parameters: URLSearchParams): Partial<Record<EstimateAssumption, number>> {
  const given: Partial<Record<EstimateAssumption, number>> = {};
  for (const { name, kind } of fields.values()) {
    const text = parameters.get(name);
    const value = text === null ? null : parseField(kind, text);
    if (value !== null) given[name] = value;
  }
  return given;
}
