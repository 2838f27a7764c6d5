import type { DrawnAnswer } from './answer.ts';
import type { ModelScript } from './script.ts';

const task = /^Conversation\n(?<talk>[\s\S]*)\n\nLast message\n(?<last>[\s\S]*)$/;

/**
 * What a model makes of a message that it is asked to write so that it stands alone: what the script says, else the customer's
 * question before it and the message in one. Null where that is not what it is asked for.
 */
export function rewriteMessage(question: string, script: ModelScript): DrawnAnswer | null {
  const asked = task.exec(question)?.groups;
  if (asked === undefined) return null;
  const last = asked.last ?? '';
  const scripted = script.rewrites?.[last];
  if (scripted !== undefined) return { text: scripted, wrong: false };
  const before = [...(asked.talk ?? '').matchAll(/^Customer: (.*)$/gm)].at(-1)?.[1] ?? '';
  return { text: `${before} ${last}`.trim(), wrong: false };
}
