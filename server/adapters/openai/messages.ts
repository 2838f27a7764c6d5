import type OpenAI from 'openai';
import { type Prompt, renderPassage, renderQuestion } from '../../ports/language-model.ts';

type Message = OpenAI.Chat.ChatCompletionMessageParam;

/** How many of the last words a model is asked to begin a continuation with. */
const anchorWords = 5;

/**
 * A prompt as chat messages: system and context, then the history, then the question, so that what two calls share
 * comes first. There is one system message only, as some chat templates take no more and Anthropic's endpoint joins
 * them anyway.
 */
export function renderMessages(prompt: Prompt, continueFrom = ''): Message[] {
  const history = prompt.history.map((turn): Message => {
    return { role: turn.role === 'customer' ? 'user' : 'assistant', content: turn.text };
  });
  return [
    { role: 'system', content: renderSystem(prompt) },
    ...history,
    { role: 'user', content: renderQuestion(prompt) },
    ...(continueFrom === '' ? [] : renderContinuation(continueFrom)),
  ];
}

function renderSystem(prompt: Prompt): string {
  const passages = prompt.passages.map((passage, index) => renderPassage(passage, index + 1));
  const summary = prompt.summary === '' ? [] : ['---', prompt.summary];
  return [prompt.system, ...passages, ...summary].join('\n\n');
}

/**
 * The shown text as the assistant's turn, and a request to go on. The model is asked to begin with the last words
 * again: where they end, the join is certain, while "go on exactly here" leaves open whether a space is due.
 */
function renderContinuation(shown: string): Message[] {
  const anchor = shown.trimEnd().split(/\s+/).slice(-anchorWords).join(' ').replaceAll('"', '');
  return [
    { role: 'assistant', content: shown },
    {
      role: 'user',
      content: `Continue your answer from where it broke off. Begin with its last words, "${anchor}", then go on. Repeat nothing that stands before them, and do not mention the break.`,
    },
  ];
}
