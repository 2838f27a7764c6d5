import type { ChatMessage } from './script.ts';

export interface NumberedPassage {
  number: number;
  heading: string;
  text: string;
}

/** What the simulated model understands of a prompt. */
export interface Reading {
  passages: NumberedPassage[];
  question: string;
  /** The customer's name, where one of his messages says it. */
  customerName: string | null;
  /** The words to use when the passages do not answer, where the prompt gives some. */
  abstention: string | null;
  /** The text to go on from, when the prompt asks for that. */
  continueFrom: string | null;
  /** The last words of it that the prompt asks to start with. */
  anchor: string;
}

/**
 * Reads a prompt as any model would have to: passages are blocks that open with "[n] heading" on a line of its own,
 * the question is the last user message, and a continuation is an assistant message followed by "continue".
 */
export function readPrompt(messages: ChatMessage[]): Reading {
  const turns = messages.filter((message) => message.role !== 'system');
  const last = turns.at(-1);
  const before = turns.at(-2);
  const resumes = before?.role === 'assistant' && /^(continue|go on)\b/i.test(last?.content ?? '');
  const question = resumes ? turns.at(-3) : last;
  const passages = messages.flatMap((message) => readPassages(message.content));
  const system = messages.find((message) => message.role === 'system');
  return {
    passages,
    abstention: /\bsay exactly: (.+)/.exec(system?.content ?? '')?.[1] ?? null,
    question: question?.content ?? '',
    customerName: nameIn(messages),
    continueFrom: resumes ? (before?.content ?? '') : null,
    anchor: resumes ? (/"([^"]*)"/.exec(last?.content ?? '')?.[1] ?? '') : '',
  };
}

function readPassages(content: string): NumberedPassage[] {
  const parts = content.split(/^\[(\d+)\] ?(.*)$/m);
  const passages: NumberedPassage[] = [];
  for (let index = 1; index + 2 < parts.length; index += 3) {
    passages.push({
      number: Number(parts[index]),
      heading: parts[index + 1] ?? '',
      text: (parts[index + 2] ?? '').split(/\n(?:---|##? )/)[0]?.trim() ?? '',
    });
  }
  return passages;
}

/** Sentences and list items of a text. */
export function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=[A-Z0-9"])|\n+/)
    .map((sentence) => sentence.replace(/^[-*#|\s]+/, '').trim())
    .filter((sentence) => sentence.length > 2);
}

const ownName =
  /(?:[Mm]y name is|[Tt]his is|\bI'm|\bI am) (\p{Lu}\p{L}+ \p{Lu}\p{L}+)|^(\p{Lu}\p{L}+ \p{Lu}\p{L}+) here\b/mu;

function nameIn(messages: ChatMessage[]): string | null {
  const said = messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => ownName.exec(content))
    .findLast((match) => match !== null);
  return said?.[1] ?? said?.[2] ?? null;
}
