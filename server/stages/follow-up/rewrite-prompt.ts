import type { HistoryTurn, Prompt } from '../../ports/language-model.ts';
import type { Tokenizer } from '../../ports/tokenizer.ts';
import type { PromptTemplate } from '../compose.ts';

/** What a follow-up leans on stands in the last two exchanges, and near the beginning of what was said. */
const shownTurns = 4;
const shownCharacters = 600;

const speakers: Record<HistoryTurn['role'], string> = {
  customer: 'Customer',
  assistant: 'Assistant',
};

/** The end of the talk as a model is shown it, oldest turn first. */
export function endOfTalk(history: readonly HistoryTurn[]): HistoryTurn[] {
  return history
    .slice(-shownTurns)
    .map(({ role, text }) => ({ role, text: text.slice(0, shownCharacters) }));
}

/** Asks for a message that stands alone. The talk is told as material, as a model would answer turns of its own. */
export function rewritePrompt(
  asked: string,
  talk: readonly HistoryTurn[],
  template: PromptTemplate,
  tokenizer: Tokenizer,
): Prompt {
  const told = talk.map(({ role, text }) => `${speakers[role]}: ${text}`).join('\n');
  const question = `Conversation\n${told}\n\nLast message\n${asked}`;
  return {
    version: template.version,
    system: template.system,
    passages: [],
    summary: '',
    history: [],
    question,
    standaloneQuestion: question,
    tokens: {
      system: tokenizer.count(template.system),
      context: 0,
      summary: 0,
      history: 0,
      question: tokenizer.count(question),
    },
  };
}
