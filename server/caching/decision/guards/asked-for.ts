import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';

/** What a question can ask for of one and the same thing, and how it says so. */
const kinds: readonly (readonly [string, RegExp])[] = [
  [
    'amount',
    /\b(?:cost|costs|price|prices|priced|fee|fees|surcharge|(?<!to )charge|charged|charges|expensive|rates?|how much(?! (?:time|longer|of))|pay for|postage)\b/,
  ],
  [
    'time',
    /\b(?:how (?:long|soon|fast|quickly|often|far in advance|many (?:days|hours|weeks|months|years|minutes))|(?:^|[,.:?!] ?)when|when (?:is|are|was|were|do|does|did|can|will|would|should|must|may)|when ?\?|, when$|what time|until when|until|period|deadline|opening hours|duration)\b/,
  ],
  ['weight', /\b(?:weigh|weighs|weight|heavy)\b/],
  ['range', /\b(?:range|how far(?! in advance))\b/],
  ['size', /\b(?:size|sizes|how (?:big|large|tall|wide))\b/],
  ['warranty', /\b(?:warrant(?:y|ies)|guarantees?d?)\b/],
  ['deposit', /\bdeposits?\b/],
  ['age', /\b(?:age|how old)\b/],
  ['temperature', /\b(?:temperature|how (?:warm|cold|hot))\b/],
  ['place', /\b(?:where|address|located)\b/],
];

/** The price of a thing is no answer to how long it takes. Where only one question says what it asks for, nothing follows. */
export function guardAskedFor(question: string, candidate: string): GuardVerdict {
  const left = askedFor(question);
  const right = askedFor(candidate);
  if (left.length === 0 || right.length === 0 || left.some((kind) => right.includes(kind)))
    return passed;
  return failed('asked-for', `${left.join(', ')} against ${right.join(', ')}`);
}

function askedFor(text: string): string[] {
  const lower = text.toLowerCase();
  return kinds.filter(([, pattern]) => pattern.test(lower)).map(([kind]) => kind);
}
