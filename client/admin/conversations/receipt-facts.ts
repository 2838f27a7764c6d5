import type { ModelAttempt, Receipt, Verification } from '../../../shared/receipt.ts';
import { callReason, followUpText } from '../../kit/staff/conversation/follow-up-words.ts';
import { promptPartNames, servedByNames, taskClassNames } from '../../kit/staff/words/names.ts';
import { countText, durationText, usdText } from '../../kit/staff/words/numbers.ts';

export interface Fact {
  name: string;
  value: string;
}

/** The receipt in one line: what served it, in what time, for how much, and whether it holds. */
export function receiptSummary(receipt: Receipt): string[] {
  return [
    servedByNames[receipt.servedBy],
    `first token ${durationText(receipt.ttftMs)}`,
    `${usdText(receipt.costUsd)} of ${usdText(receipt.referenceCostUsd)}`,
    verdictWords[receipt.verification.verdict],
  ];
}

export const verdictWords: Record<Verification['verdict'], string> = {
  supported: 'values supported',
  revised: 'redone to be supported',
  quoted: 'quoted from the passages',
  abstained: 'abstained',
  'not-applicable': 'nothing to verify',
};

const retrievalWords: Record<Receipt['retrieval']['source'], string> = {
  hybrid: 'by meaning and words',
  lexical: 'by words alone',
  'fragment-cache': 'from the fragment cache',
  'answer-cache': 'not needed, the answer was cached',
  none: 'none',
};

/** Everything on the receipt but its lists. */
export function receiptFacts(receipt: Receipt): Fact[] {
  const { cache, retrieval, verification } = receipt;
  const facts: (Fact | null)[] = [
    { name: 'Question as understood', value: receipt.standaloneQuestion },
    receipt.followUp === undefined
      ? null
      : { name: 'Leaned on the talk', value: followUpText(receipt.followUp) },
    { name: 'Class', value: taskClassNames[receipt.taskClass] },
    { name: 'Served by', value: servedByNames[receipt.servedBy] },
    {
      name: 'Cost',
      value: `${usdText(receipt.costUsd)}; ${usdText(receipt.referenceCostUsd)} with the reference model`,
    },
    {
      name: 'Time',
      value: `${durationText(receipt.ttftMs)} to the first token, ${durationText(receipt.totalMs)} in all`,
    },
    {
      name: 'Caches',
      value: `exact ${cache.exact}, semantic ${cache.semantic}, fragment ${cache.fragment}`,
    },
    cache.similarity === undefined
      ? null
      : { name: 'Similarity', value: cache.similarity.toFixed(3) },
    cache.answeredBy === undefined
      ? null
      : { name: 'Answer reused from message', value: cache.answeredBy },
    cache.notShared === undefined
      ? null
      : { name: 'Kept out of the caches', value: cache.notShared.replaceAll('-', ' ') },
    {
      name: 'Passages found',
      value: `${retrievalWords[retrieval.source]}${retrieval.degraded ? ', degraded' : ''} (index version ${retrieval.indexVersion})`,
    },
    {
      name: 'Verification',
      value: `${verdictWords[verification.verdict]}, ${countText(verification.criticalValues)} critical values checked`,
    },
    verification.unsupported.length === 0
      ? null
      : { name: 'Held back', value: verification.unsupported.join(', ') },
    receipt.handOff === undefined
      ? null
      : { name: 'Hand-off', value: receipt.handOff.replaceAll('-', ' ') },
    { name: 'Prompt tokens', value: promptWords(receipt) },
    { name: 'Prompt version', value: receipt.promptVersion },
  ];
  return facts.filter((fact) => fact !== null);
}

function promptWords({ promptTokens, tokenizer }: Receipt): string {
  const parts = Object.entries(promptPartNames)
    .map(([part, name]) => [name, promptTokens[part as keyof typeof promptTokens]] as const)
    .filter(([, tokens]) => tokens > 0);
  if (parts.length === 0) return 'none, no prompt was written';
  const list = parts.map(([name, tokens]) => `${name.toLowerCase()} ${countText(tokens)}`);
  return `${list.join(', ')} (counted by ${tokenizer})`;
}

/** Stages with the time each took, the longest first; those that took no time to speak of are left out. */
export function stageTimes(receipt: Receipt): { name: string; ms: number; text: string }[] {
  return Object.entries(receipt.stagesMs)
    .filter(([, ms]) => ms >= 0.1)
    .sort(([, left], [, right]) => right - left)
    .map(([name, ms]) => ({
      name: name.replace(/(?<=[a-z])[A-Z]|-/g, (mark) => ` ${mark.replace('-', '').toLowerCase()}`),
      ms,
      text: durationText(ms),
    }));
}

const reasonWords: Record<ModelAttempt['reason'], string> = {
  routed: 'chosen by the router',
  retry: 'tried again',
  'next-provider': 'next provider',
  hedge: 'hedge for a slow first token',
  continue: 'continued a cut answer',
  escalate: 'redone by a larger model',
  fallback: 'last resort',
};

const outcomeWords: Record<ModelAttempt['outcome'], string> = {
  used: 'used',
  failed: 'failed',
  'hedge-lost': 'lost the race',
  rejected: 'draft rejected',
  stopped: 'stopped by the customer',
  'partly-used': 'used in part',
};

/** Every call of a model with why it was made and what became of it. */
export function attemptRows(
  attempts: readonly ModelAttempt[],
): { key: string; attempt: ModelAttempt; reason: string; outcome: string }[] {
  return attempts.map((attempt, index) => {
    const outcome = outcomeWords[attempt.outcome];
    return {
      key: `attempt-${index}`,
      attempt,
      reason: callReason(attempt, reasonWords),
      outcome: attempt.errorCode === undefined ? outcome : `${outcome}: ${attempt.errorCode}`,
    };
  });
}
