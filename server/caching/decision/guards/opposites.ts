import { expandContractions, stemOf, wordsOf } from '../words.ts';
import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';

/** Words whose exchange turns a question around: one side | the other. A word may stand in several rows. */
const rows = `
upgrade | downgrade
increase raise extend lengthen | decrease reduce lower shorten
higher | lower
buy purchase | sell
before prior | after following
open reopen | close shut
add include | remove exclude
create | delete
enable | disable
activate reactivate | deactivate
cancel end terminate | again resume rejoin
start begin resume | stop end pause cancel
accept approve | reject decline deny refuse
allow permit | forbid ban block prevent
send sent sending | receive received
sender | recipient receiver
lend | borrow
lender | borrower
import | export
upload | download
deposit | withdraw withdrawal
earn collect | spend redeem
join | leave quit
hire | fire
push | pull
arrive arrival | depart departure
incoming inbound | outgoing outbound
domestic national | international abroad overseas
inside indoor indoors | outside outdoor outdoors
above over exceed | below under beneath
more | less fewer
most | least
maximum max longest highest largest | minimum min shortest lowest smallest
early earlier | late later
earliest | latest
old existing | new
first | last later next
cheap cheaper cheapest | expensive pricier
fast faster express | slow slower standard
full | partial
full | empty
temporary temporarily | permanent permanently
free | paid
public | private
personal | business
landlord | tenant
debit | credit
buyer | seller
employer | employee
teacher | student
parent | child
adult | child children
host | guest
husband | wife
male men mens | female women womens
manual manually | automatic automatically
online | offline
online | instore in-store
front | back
left | right
top | bottom
north | south
east | west
hot warm heat heating | cold cool cooling
wet | dry
win | lose
gain | loss
pass | fail
lost | found
show | hide
connect pair | disconnect
attach | detach
install | uninstall
archive | restore
freeze | unfreeze
mute | unmute
refundable | nonrefundable
required mandatory | optional
read | write
internal | external
shipping ship delivery | return returning
pay | refund
`;

interface Opposites {
  row: string;
  left: ReadonlySet<string>;
  right: ReadonlySet<string>;
}

const stems = (side: string) => new Set(side.trim().split(/\s+/).map(stemOf));
const opposites: readonly Opposites[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [left = '', right = ''] = row.split('|');
    return { row, left: stems(left), right: stems(right) };
  });

/** Two-word verbs that a particle turns around: "turn on" and "turn off". */
const particles: readonly (readonly [RegExp, string, string])[] = [
  [/\b(?:turn|turned|turning|switch|switched|switching)(?:\s\S+){0,4}?\s(on|off)\b/g, 'on', 'off'],
  [
    /\b(?:log|logged|logging|sign|signed|signing|check|checked|checking|opt|opted)(?:\s|-)(in|out|up|off)\b/g,
    'in',
    'out',
  ],
  [/\b(?:pick|picked|drop|dropped)(?:\s\S+){0,3}?\s(up|off)\b/g, 'up', 'off'],
  [/\b(?:go|move|scale|sized?)\s(up|down)\b/g, 'up', 'down'],
];

/** Prefixes that make a word its own opposite: "lock" and "unlock", "eligible" and "ineligible". */
const prefixes = /^(?:un|non-?|in|im|ir|il|dis|de)(?=\p{L}{4})/u;

/** One question asks for the opposite of the other: it has a word of one side where the other has the other side. */
export function guardOpposites(question: string, candidate: string): GuardVerdict {
  const left = stemsOf(question);
  const right = stemsOf(candidate);
  const row = opposites.find((pair) => turned(pair, left, right));
  if (row !== undefined) return failed('opposites', row.row.trim());
  const prefixed = prefixedIn(left, right) ?? prefixedIn(right, left);
  if (prefixed !== undefined) return failed('opposites', prefixed);
  const particle = particles.find(([pattern, one, other]) => {
    const mine = particlesIn(pattern, question);
    const theirs = particlesIn(pattern, candidate);
    return (
      (onlyHas(mine, one, other) && onlyHas(theirs, other, one)) ||
      (onlyHas(mine, other, one) && onlyHas(theirs, one, other))
    );
  });
  return particle === undefined ? passed : failed('opposites', `${particle[1]} | ${particle[2]}`);
}

function stemsOf(text: string): Set<string> {
  return new Set(wordsOf(text).map(stemOf));
}

function turned(pair: Opposites, left: Set<string>, right: Set<string>): boolean {
  const leftSide = sideOf(pair, left);
  const rightSide = sideOf(pair, right);
  return (
    (leftSide === 'left' && rightSide === 'right') || (leftSide === 'right' && rightSide === 'left')
  );
}

/** The side that a text takes; none when it has words of both, or of neither. */
function sideOf(pair: Opposites, words: Set<string>): 'left' | 'right' | 'none' {
  const left = [...words].some((word) => pair.left.has(word));
  const right = [...words].some((word) => pair.right.has(word));
  if (left === right) return 'none';
  return left ? 'left' : 'right';
}

function prefixedIn(words: Set<string>, others: Set<string>): string | undefined {
  for (const word of words) {
    const bare = word.replace(prefixes, '');
    if (bare !== word && others.has(bare) && !words.has(bare) && !others.has(word))
      return `${bare} | ${word}`;
  }
  return undefined;
}

function particlesIn(pattern: RegExp, text: string): Set<string> {
  return new Set(
    [...expandContractions(text.toLowerCase()).matchAll(pattern)].map((match) => match[1] ?? ''),
  );
}

function onlyHas(found: Set<string>, one: string, other: string): boolean {
  return found.has(one) && !found.has(other);
}
