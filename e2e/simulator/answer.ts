import { distortNumber } from './inventions.ts';
import { hashToUnit } from './random.ts';
import { type NumberedPassage, type Reading, splitSentences } from './reading.ts';
import type { ModelScript } from './script.ts';

export interface DrawnAnswer {
  text: string;
  /** Whether the model, unknown to it, is wrong. */
  wrong: boolean;
}

interface Candidate {
  passage: NumberedPassage;
  sentence: string;
  score: number;
}

export const doesNotKnow = "I don't know. The documents do not answer that.";
const fittingShare = 0.34;
const stopWords = new Set(
  'a an and any are as at be by can could do does did for from get has have how i if in is it its me my of on or our so than that the their there they this to us was we what when where which who why will with would you your please tell know want need'.split(
    ' ',
  ),
);

/**
 * Draws an answer from the passages of the prompt: the sentences with the facts that the script names, else those that share most
 * of the question's rarer words, cited as [n].
 */
export function drawAnswer(reading: Reading, script: ModelScript): DrawnAnswer {
  const facts = script.facts?.[asTheCustomerPutIt(reading.question)];
  const ranked = rankSentences(reading);
  const candidates = facts === undefined ? ranked : putFactsFirst(ranked, facts);
  const best = candidates[0];
  if (!best || best.score < fittingShare) return greetOrAbstain(reading);
  const luck = hashToUnit(`${script.id}/${reading.question}`);
  if (luck < (script.errorShare ?? 0)) return drawWrongAnswer(candidates, reading.question);
  const most = Math.max(2, facts?.length ?? 0);
  const chosen = candidates
    .filter((candidate) => candidate.score >= best.score * 0.75)
    .slice(0, most);
  const address =
    script.addressesByName && reading.customerName !== null ? `${reading.customerName}, ` : '';
  return { text: address + chosen.map(cite).join(' '), wrong: false };
}

/** Without what the prompt says beneath of how it is meant. */
function asTheCustomerPutIt(question: string): string {
  return question.replace(/\n\n\(.*\)$/s, '');
}

/** The best sentence for each fact at full score; the others under half of it, so that they can only be drawn by mistake. */
function putFactsFirst(ranked: Candidate[], facts: string[]): Candidate[] {
  const holders = new Set(
    facts.flatMap((fact) => {
      const holder = ranked.find(({ sentence }) => squeeze(sentence).includes(squeeze(fact)));
      return holder ? [holder] : [];
    }),
  );
  if (holders.size === 0) return [];
  const others = ranked.filter((candidate) => !holders.has(candidate));
  return [
    ...[...holders].map((candidate) => ({ ...candidate, score: 1 })),
    ...others.map((candidate) => ({ ...candidate, score: candidate.score * 0.45 })),
  ];
}

function squeeze(text: string): string {
  return text.toLowerCase().replaceAll(/[\s|*]+/g, ' ');
}

function greetOrAbstain(reading: Reading): DrawnAnswer {
  const greets = /^(hi|hello|hey|good (morning|afternoon|evening)|thanks|thank you)\b/i;
  if (greets.test(reading.question)) return { text: 'Hello! How can I help you?', wrong: false };
  return { text: reading.abstention ?? doesNotKnow, wrong: false };
}

function drawWrongAnswer(candidates: Candidate[], question: string): DrawnAnswer {
  const best = candidates[0];
  const kind = Math.floor(hashToUnit(`kind/${question}`) * 3);
  if (kind === 0 || !best) return { text: doesNotKnow, wrong: true };
  if (kind === 1 && /\d/.test(best.sentence)) {
    return { text: cite({ ...best, sentence: distortNumber(best.sentence) }), wrong: true };
  }
  const beside = candidates.find((candidate) => candidate.score < best.score / 2);
  return { text: beside ? cite(beside) : doesNotKnow, wrong: true };
}

function cite({ sentence, passage }: Candidate): string {
  return `${sentence.replace(/[.!?]$/, '')} [${passage.number}].`;
}

function rankSentences(reading: Reading): Candidate[] {
  const sentences = reading.passages.flatMap((passage) =>
    splitSentences(passage.text).map((sentence) => ({
      passage,
      sentence,
      words: new Set(toWords(sentence)),
      headingWords: new Set(toWords(passage.heading)),
    })),
  );
  const question = new Set(toWords(reading.question));
  const weights = new Map(
    [...question].map((word) => {
      const holders = sentences.filter((entry) => entry.words.has(word)).length;
      return [word, Math.log(1 + (sentences.length + 1) / (holders + 0.5))];
    }),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  return sentences
    .map(({ passage, sentence, words, headingWords }) => {
      let score = 0;
      for (const [word, weight] of weights) {
        if (words.has(word)) score += weight;
        else if (headingWords.has(word)) score += weight / 2;
      }
      return { passage, sentence, score: score / total };
    })
    .sort((left, right) => right.score - left.score);
}

function toWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [])
    .filter((word) => !stopWords.has(word))
    .map((word) => word.replace(/(?:ies|es|s|ing|ed)$/, ''));
}

/**
 * What a model says when it is asked to go on: the anchor again, then what is left of its own answer after it,
 * else its whole answer as a new sentence.
 */
export function continueAnswer(answer: string, shown: string, anchor: string): string {
  if (answer.startsWith(shown)) return anchor + answer.slice(shown.trimEnd().length);
  const at = anchor === '' ? -1 : answer.indexOf(anchor);
  return at === -1 ? `${anchor} ${answer}` : answer.slice(at);
}
