import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * Articles whose answers are long, so that many of them stream side by side: no numbers or dates, of which each would be held
 * back until its sentence is checked.
 */
const parts = [
  'saddle',
  'chain',
  'brake',
  'pedal',
  'mudguard',
  'handlebar',
  'spoke',
  'valve',
  'fork',
  'rack',
  'bell',
  'lamp',
  'lock',
  'pump',
  'basket',
  'trailer',
  'helmet',
  'glove',
  'bottle',
  'mirror',
  'kickstand',
  'derailleur',
  'crank',
  'sprocket',
  'headset',
  'tyre',
  'rim',
  'hub',
  'axle',
  'cable',
  'lever',
  'shifter',
  'grip',
  'stem',
  'frame',
  'seatpost',
  'clamp',
  'bearing',
  'reflector',
  'pannier',
  'fender',
  'cassette',
];
const rooms = [
  'workshop',
  'garden',
  'hallway',
  'station',
  'market',
  'harbour',
  'museum',
  'library',
];

const clauses = [
  'wipe it with a soft cloth',
  'let it dry in the shade',
  'look for cracks along the edge',
  'turn it slowly by hand',
  'listen for any grinding noise',
  'put a little oil on the joint',
  'wait until the oil has crept in',
  'rub away what is left over',
  'check that nothing rattles',
  'tighten it gently and evenly',
  'ride slowly around the yard',
  'feel whether it still moves freely',
  'clean the small gap behind it',
  'cover it against rain and frost',
  'keep it away from strong soap',
  'ask a mechanic when in doubt',
  'write down what you changed',
  'store the tools in a dry place',
];

export interface LongAnswer {
  question: string;
  /** What a model says to it. */
  text: string;
}

function sentence(part: string, turn: number): string {
  const own = clauses.map((_, at) => clauses[(at * 7 + turn) % clauses.length]);
  return `To look after the ${part} through the whole winter you ${own.join(', then ')}, and so the ${part} lasts`;
}

/** Writes the articles into a folder and returns questions that they answer, each about another part. */
export async function writeLongArticles(folder: string): Promise<LongAnswer[]> {
  await mkdir(folder, { recursive: true });
  for (const [turn, part] of parts.entries()) {
    const text = `---
id: care-${part}
title: Care of the ${part}
audience: public
volatility: stable
---
# Care of the ${part}

## Every winter

${sentence(part, turn)}.

## Every summer

${sentence(part, turn + 3).replace('winter', 'winter and summer')}.
`;
    await writeFile(join(folder, `care-${part}.md`), text);
  }
  return parts.map((part, turn) => ({
    question: `How do I look after the ${part} through the whole winter?`,
    text: `${sentence(part, turn)} [1]. ${sentence(part, turn + 3)} [2].`,
  }));
}

/** The same question as another customer puts it, who is told apart from all others by a place. */
export function askedBy(question: string, customer: number): string {
  const room = rooms[customer % rooms.length];
  const letters = [...String(customer)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('a');
  return `${question} My ${room} is called ${letters}a.`;
}
