import { sentencesOf } from '../../language/sentences.ts';
import { termsOf } from '../../language/terms.ts';

/** A question of more terms than this is searched sentence by sentence: one vector cannot stand for all it asks. */
const longQuestionTerms = 60;

/** A sentence of fewer terms asks for nothing by itself. */
const leastTerms = 3;

/** The longest message has about so many sentences; each costs an embedding. */
const maxSubQuestions = 40;

/** The sentences of a long question that can be searched by themselves; none for a question of usual length. */
export function subQuestionsOf(question: string, locale: string): string[] {
  if (termsOf(question, locale).length <= longQuestionTerms) return [];
  return question
    .split(/\n+/)
    .flatMap((line) => sentencesOf(line, locale))
    .filter((sentence) => termsOf(sentence, locale).length >= leastTerms)
    .slice(0, maxSubQuestions);
}
