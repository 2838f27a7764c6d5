import type { RewriteRefusal } from '../../../shared/receipt.ts';
import { nameTermsOf } from '../../language/names.ts';
import { termsOf } from '../../language/terms.ts';
import { hasReference, isFragment } from './leans-on-history.ts';

export type RewriteVerdict =
  | { kind: 'accepted'; question: string }
  | { kind: 'refused'; reason: RewriteRefusal };

export interface JudgedRewrite {
  /** As the model wrote it. */
  text: string;
  /** The message that leans on the talk. */
  asked: string;
  /** What the model was shown of the talk. */
  talk: readonly string[];
  locale: string;
}

type Compared = Omit<JudgedRewrite, 'text'> & { question: string };

const longestCharacters = 300;
/** Share of the message's words that may be said otherwise, and of the rewrite's that stand nowhere in the talk. */
const mostDropped = 0.5;
const mostNew = 1 / 3;

const label = /^[^:?]{0,40}\b(?:message|question|rewritten|rewrite|query)\s*:\s*/i;
const negation =
  /\b(?:not|no|never|without|cannot|nicht|kein\p{L}*|ohne|nie|niemals|pas|sans|jamais|sin|nunca|non|senza|mai)\b|n['’]t\b/iu;

/**
 * Whether a rewrite may take a message's place. It must ask, stand alone, keep the names, figures and denials of the message and most
 * of its words, and bring in what the talk holds and next to nothing else: then the worst that it can be is the wrong one of the
 * things that were spoken of.
 */
export function judgeRewrite({ text, asked, talk, locale }: JudgedRewrite): RewriteVerdict {
  const question = tidied(text);
  const compared = { question, asked, talk, locale };
  const reason = wrongForm(question, asked) ?? wrongWords(compared) ?? turnedMeaning(compared);
  return reason === null ? { kind: 'accepted', question } : { kind: 'refused', reason };
}

/** Without the label and the quotation marks that small models put around what they were asked for. */
function tidied(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !line.endsWith(':')) ?? '';
  return first
    .replace(label, '')
    .replace(/^["“„«»'*\s]+|["”“»«'*\s]+$/gu, '')
    .trim();
}

function wrongForm(question: string, asked: string): RewriteRefusal | null {
  if (question === '' || question.length > longestCharacters) return 'wrong-length';
  if (asked.includes('?') && !question.includes('?')) return 'asks-nothing';
  if (/\?.*\?/s.test(question)) return 'asks-twice';
  return isFragment(question) ? 'still-leans' : null;
}

function wrongWords({ question, asked, talk, locale }: Compared): RewriteRefusal | null {
  const words = new Set(tellingTerms(question, locale));
  const askedWords = new Set(tellingTerms(asked, locale));
  const spoken = new Set(talk.flatMap((turn) => tellingTerms(turn, locale)));
  const dropped = [...askedWords].filter((word) => !words.has(word));
  if (markedTerms(asked, locale).some((word) => !words.has(word))) return 'drops-words';
  if (dropped.length > askedWords.size * mostDropped) return 'drops-words';
  const added = [...words].filter((word) => !askedWords.has(word));
  const invented = added.filter((word) => !spoken.has(word));
  const filledIn = added.length - invented.length;
  if (filledIn === 0) return 'adds-nothing';
  // "What does it cost to Belgium?" has taken "cost" from the talk and still does not say what.
  if (filledIn < 2 && hasReference(question)) return 'still-leans';
  if (markedTerms(question, locale).some((word) => invented.includes(word))) return 'invents';
  return invented.length > words.size * mostNew ? 'invents' : null;
}

/** Terms that tell something; none where there are only function words, which a term list would keep. */
function tellingTerms(text: string, locale: string): string[] {
  return termsOf(`${text} x0`, locale).filter((term) => term !== 'x0');
}

/** Names and figures. */
function markedTerms(text: string, locale: string): string[] {
  const figures = tellingTerms(text, locale).filter((term) => /\d/.test(term));
  return [...nameTermsOf(text, locale), ...figures];
}

/** A denial of the message must stay, and one that neither the message nor the talk makes must not come in. */
function turnedMeaning({ question, asked, talk }: Compared): RewriteRefusal | null {
  const denies = negation.test(question);
  const mayDeny = [asked, ...talk].some((said) => negation.test(said));
  const isTurned = negation.test(asked) ? !denies : denies && !mayDeny;
  return isTurned ? 'turns-meaning' : null;
}
