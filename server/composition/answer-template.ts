import { readFileSync } from 'node:fs';
import { abstention } from '../quality/abstention.ts';
import type { PromptTemplate } from '../stages/compose.ts';

const promptFile = new URL('../prompts/answer-1.txt', import.meta.url);
const version = 'answer-1';

/** What models are told, by locale. */
export function answerTemplate(
  companyName: string | undefined,
): (locale: string) => PromptTemplate {
  const template = readFileSync(promptFile, 'utf8');
  return (locale) => ({
    version,
    system: template
      .replaceAll('{{company}}', companyName ?? 'our company')
      .replaceAll('{{abstention}}', abstention(locale)),
  });
}
