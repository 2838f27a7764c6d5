import type { TaskClass } from '../../shared/receipt.ts';

const rules: [TaskClass, RegExp][] = [
  [
    'small-talk',
    /^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?|thx|cheers|ok(?:ay)?|great|perfect|cool|bye|goodbye|hallo|danke|merci|gracias|grazie)\b[\s,!.]*(?:there|again|a lot|so much|very much|you)?[\s,!.]*){1,3}\W*$/i,
  ],
  [
    'summarise-translate',
    /^\W*(?:please |can you |could you |kindly )*(?:summari[sz]e|translate|rephrase|reword|shorten|recap|tl;?dr|sum up|condense)\b/i,
  ],
  [
    'multi-step',
    /\b(?:complaint|complain|unacceptable|furious|disgusted|lawyer|scam(?:mers?)?|compensation|worst (?:shop|service|experience|company)|(?:second|third|fourth) time)\b/i,
  ],
];

/** A question of several sentences asks for several things. */
const manyWords = 45;

/** The class that rules alone give a question, or null where they cannot tell. The first that matches counts. */
export function classifyByRules(question: string): TaskClass | null {
  const matched = rules.find(([, pattern]) => pattern.test(question));
  if (matched) return matched[0];
  const questions = question.match(/\?/g)?.length ?? 0;
  const words = question.split(/\s+/).length;
  return questions >= 3 || words >= manyWords ? 'multi-step' : null;
}
