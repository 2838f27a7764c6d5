import type { Topic } from '../cost/questions.ts';
import { politely } from '../cost/traffic.ts';
import { byZipf, counter, shuffled } from '../drawing.ts';
import { followUp, ownWordings, type Person, persons } from './persons.ts';
import type { Source } from './source.ts';

export interface CacheTurn {
  text: string;
  /** Null where it is not known what is asked, or no article answers it. */
  topic: Topic | null;
  /** Whether the customer's own data are in the message, or it leans on one that had them. */
  ownData: boolean;
}

/** What one customer asks, one after the other. */
export interface CacheVisit {
  site: string;
  person: Person | null;
  turns: CacheTurn[];
}

/** Shares of the visits; the rest ask one question of the first site. */
const shares = { ownData: 0.12, otherSite: 0.12, unanswerable: 0.05 };
export const sites = { first: 'default', other: 'second' } as const;

/** Visits, the same for the same source and seed. Topics, and the wordings of each, are asked by Zipf's law with exponent 1. */
export function drawVisits(source: Source, count: number, seed: string): CacheVisit[] {
  const draw = counter(seed);
  const topics = rankedTopics(source, seed);
  const unanswerable = shuffled(source.unanswerable, `${seed}/unanswerable`);
  const ask = (): CacheTurn => {
    const topic = byZipf(topics, draw());
    return { text: politely(byZipf(topic.wordings, draw()), draw), topic, ownData: false };
  };
  return Array.from({ length: count }, (): CacheVisit => {
    const kind = draw();
    if (kind < shares.ownData) return withOwnData(topics, ask, draw);
    const site = kind < shares.ownData + shares.otherSite ? sites.other : sites.first;
    if (kind < 1 - shares.unanswerable || unanswerable.length === 0) {
      return { site, person: null, turns: [ask()] };
    }
    const text = byZipf(unanswerable, draw());
    return { site, person: null, turns: [{ text, topic: null, ownData: false }] };
  });
}

/** Topics by how often they are asked, the most popular first. */
export function rankedTopics(source: Source, seed: string): Topic[] {
  return shuffled(source.topics, `${seed}/topics`);
}

/** Topics that both persons ask about, so that they meet. */
const commonTopics = 12;

/** One who tells his own data with his question, then asks what leans on it, or something else that does not. */
function withOwnData(topics: Topic[], ask: () => CacheTurn, draw: () => number): CacheVisit {
  const person = pick(persons, draw());
  const topic = pick(topics.slice(0, commonTopics), draw());
  const wording = pick(ownWordings, draw());
  const first = { text: wording(topic.wordings[0] ?? '', person), topic, ownData: true };
  const second = draw() < 0.5 ? { text: followUp, topic: null, ownData: true } : ask();
  return { site: sites.first, person, turns: [first, second] };
}

function pick<Item>(items: readonly Item[], at: number): Item {
  return items[Math.floor(at * items.length)] as Item;
}
