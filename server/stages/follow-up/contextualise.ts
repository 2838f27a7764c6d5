import { withoutCourtesy } from '../../language/courtesy.ts';
import type { HistoryTurn } from '../../ports/language-model.ts';
import { exchangePhrase } from './exchange-phrase.ts';
import { leansOnHistory } from './leans-on-history.ts';
import { substitute } from './substitute.ts';
import { askedOf, asksItself, topicOf } from './topic.ts';

/** A past question of the customer with the form in which it stood alone. */
export interface PastQuestion {
  text: string;
  standaloneQuestion: string;
}

export type Contextualised =
  /** It can be answered, and shared, by itself; `text` and `question` are the same. */
  | { kind: 'standalone'; text: string; question: string }
  /**
   * It leaned on what came before; `question` has that filled in. It is never shared. `exchanged`: it is the last question about
   * another thing; `joined`: it stands with what that was about, as the rules know no better.
   */
  | { kind: 'follow-up'; text: string; question: string; how: 'exchanged' | 'joined' };

/**
 * Makes a question stand alone by rules: one that only exchanges a thing of the last question ("and to Belgium?") becomes that
 * question about the other thing; one that asks something of its own gets what the last question was about before it; any other is put
 * before the last question. Without any history every question stands alone. Greetings and thanks around it are left away: an answer that is shared
 * must not rest on them. `history` is the talk so far, oldest first; `past` the customer's earlier questions, oldest first.
 */
export function contextualise(
  text: string,
  past: PastQuestion[],
  history: HistoryTurn[],
): Contextualised {
  const asked = withoutCourtesy(text);
  const last = past.at(-1);
  if (last === undefined || history.length === 0 || !leansOnHistory(asked)) {
    return { kind: 'standalone', text: asked, question: asked };
  }
  const exchanged =
    substitute(asked, last.standaloneQuestion) ?? exchangePhrase(asked, last.standaloneQuestion);
  if (exchanged !== null) {
    return { kind: 'follow-up', text: asked, question: exchanged, how: 'exchanged' };
  }
  const question = joined(asked, last.standaloneQuestion);
  return { kind: 'follow-up', text: asked, question, how: 'joined' };
}

/** Of two questions, a search and who quotes from it answers the first, so that what was asked before comes last or is left out. */
function joined(asked: string, earlier: string): string {
  if (!asksItself(asked)) return `${asked} ${earlier}`;
  const topic = topicOf(earlier);
  return topic === null ? `${earlier} ${asked}` : askedOf(topic, asked);
}
