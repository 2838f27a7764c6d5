import { byZipf, counter, shuffled } from '../drawing.ts';
import type { QuestionPool, Topic } from './questions.ts';

export type TurnKind = 'question' | 'follow-up' | 'complex' | 'unanswerable';

export interface TrafficTurn {
  kind: TurnKind;
  text: string;
  /** A follow-up as a model would put it that knows what came before. */
  standalone?: string;
  /** Strings that must all stand in the answer; empty where none is known. */
  facts: string[];
}

/** What one customer asks, one after the other. */
export type Visit = TrafficTurn[];

/** Shares of the visits; the rest ask one question. */
const shares = { followUp: 0.1, complex: 0.06, unanswerable: 0.06 };
/** Share of the questions that come with a greeting or thanks around them. */
const politeShare = 0.15;
const polite: [string, string][] = [
  ['Hi, ', ''],
  ['Hello! ', ''],
  ['', ' Thanks!'],
  ['Quick question: ', ''],
];

/**
 * A day of visits, the same for the same seed. How often a topic is asked falls with its rank by Zipf's law (exponent 1),
 * and each time one of its wordings is drawn.
 */
export function drawDay(pool: QuestionPool, visits: number, seed: string): Visit[] {
  const draw = counter(seed);
  const topics = shuffled(pool.topics, `${seed}/topics`);
  const several = Array.from({ length: 40 }, (_, index) => severalAtOnce(topics, index));
  const followUps = shuffled(pool.followUps, `${seed}/follow-ups`);
  const unanswerable = shuffled(pool.unanswerable, `${seed}/unanswerable`);
  return Array.from({ length: visits }, (): Visit => {
    const kind = draw();
    if (kind < shares.followUp) {
      const { opening, openingFacts, question, standalone, facts } = byZipf(followUps, draw());
      return [
        { kind: 'question', text: opening, facts: openingFacts },
        { kind: 'follow-up', text: question, standalone, facts },
      ];
    }
    if (kind < shares.followUp + shares.complex) return [byZipf(several, draw())];
    if (kind < shares.followUp + shares.complex + shares.unanswerable) {
      return [{ kind: 'unanswerable', text: byZipf(unanswerable, draw()), facts: [] }];
    }
    const { wordings, facts } = byZipf(topics, draw());
    const wording = wordings[Math.floor(draw() * wordings.length)] ?? '';
    return [{ kind: 'question', text: politely(wording, draw), facts }];
  });
}

/** Three questions in one message. */
function severalAtOnce(topics: Topic[], index: number): TrafficTurn {
  const asked = [0, 1, 2].map((step) => topics[(index * 7 + step * 31) % topics.length] as Topic);
  const questions = asked.map(({ wordings }) => `${(wordings[0] ?? '').replace(/[?.!]+$/, '')}?`);
  return {
    kind: 'complex',
    text: `I have several questions. ${questions.join(' ')}`,
    facts: asked.flatMap(({ facts }) => facts),
  };
}

/** The question as some customers put it, with a greeting or thanks around it. */
export function politely(text: string, draw: () => number): string {
  if (draw() >= politeShare) return text;
  const [before, after] = polite[Math.floor(draw() * polite.length)] ?? ['', ''];
  return `${before}${text}${after}`;
}
