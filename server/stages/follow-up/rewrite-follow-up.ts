import type { FollowUp, ModelAttempt } from '../../../shared/receipt.ts';
import type { HistoryTurn } from '../../ports/language-model.ts';
import type { Tokenizer } from '../../ports/tokenizer.ts';
import type { Rung } from '../../routing/ladder.ts';
import type { PromptTemplate } from '../compose.ts';
import { generate } from '../generate.ts';
import type { GenerateDependencies } from '../generation/generation.ts';
import { judgeRewrite } from './judge-rewrite.ts';
import { endOfTalk, rewritePrompt } from './rewrite-prompt.ts';

export interface RewriteRequest {
  /** The message that leans on the talk, screened. */
  asked: string;
  /** The talk before it, oldest turn first, screened. */
  history: readonly HistoryTurn[];
  locale: string;
  signal: AbortSignal;
}

export interface RewriteDependencies {
  /** Models to ask, the first choice first. */
  ladder: Rung[];
  generation: GenerateDependencies;
  template: PromptTemplate;
  tokenizer: Tokenizer;
  /** Milliseconds for all calls together. */
  budgetMs: number;
}

/** What came of asking a model, with every call that was made for it. */
export interface Rewrite {
  /** Null where the rules' version stays. */
  question: string | null;
  followUp: FollowUp;
  calls: ModelAttempt[];
}

const maxOutputTokens = 100;

/**
 * Has a small model write a follow-up so that it stands alone. Throws nothing; what comes too late or is not what was asked for is
 * left aside.
 */
export async function rewriteFollowUp(
  { asked, history, locale, signal }: RewriteRequest,
  { ladder, generation, template, tokenizer, budgetMs }: RewriteDependencies,
): Promise<Rewrite> {
  const talk = endOfTalk(history);
  const prompt = rewritePrompt(asked, talk, template, tokenizer);
  const run = generate(
    { prompt, ladder, signal, maxOutputTokens, budgetMs, waitBudgetMs: 0 },
    generation,
  );
  let text = '';
  let step = await run.next();
  for (; !step.done; step = await run.next()) text += step.value.text;
  const { outcome, attempts } = step.value;
  const calls = attempts.map((attempt) => ({ ...attempt, purpose: 'contextualise' as const }));
  if (outcome !== 'complete') {
    return { question: null, followUp: { by: 'rules', because: 'no-answer' }, calls };
  }
  const verdict = judgeRewrite({ text, asked, talk: talk.map((turn) => turn.text), locale });
  if (verdict.kind === 'accepted') {
    return { question: verdict.question, followUp: { by: 'model' }, calls };
  }
  const rejected = calls.map((call) =>
    call.outcome === 'used' ? { ...call, outcome: 'rejected' as const } : call,
  );
  return { question: null, followUp: { by: 'rules', because: verdict.reason }, calls: rejected };
}
