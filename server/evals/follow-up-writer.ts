import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { rewriteTemplate } from '../composition/follow-ups.ts';
import { openModels } from '../composition/models.ts';
import { readConfig } from '../config.ts';
import type { Embedder } from '../ports/embedder.ts';
import { type Rewrite, rewriteFollowUp } from '../stages/follow-up/rewrite-follow-up.ts';
import type { EvalCase } from './case-file.ts';
import { nothingKept } from './nothing-kept.ts';

/** Writes a follow-up so that it stands alone; null leaves it to the rules. */
export interface FollowUpWriter {
  write(test: EvalCase, asked: string): Promise<string | null>;
  /** What became of all that were to be written. */
  report(): void;
  close(): Promise<void>;
}

/** Takes what the cases say that a good writer writes: what the best model could be worth. */
export const writtenByHand: FollowUpWriter = {
  write: async ({ standalone }) => standalone ?? null,
  report() {},
  async close() {},
};

/** Has the small models of a `models.yaml` write them, as the product does, but for the time they may take. */
export function writtenByModels(modelsFile: string, embedder: Embedder): FollowUpWriter {
  const models = openModels({ ...readConfig(), modelsFile }, embedder, null, nothingKept, console);
  const ladder = models.catalog.rungs().filter(({ tier }) => tier === 'small');
  if (ladder.length === 0) throw new Error(`${modelsFile} names no small model that can be asked`);
  const parts = { ladder, generation: models.generation, template: rewriteTemplate() };
  const done: Rewrite[] = [];
  return {
    async write({ history }, asked) {
      const rewrite = await rewriteFollowUp(
        { asked, history, locale: 'en', signal: new AbortController().signal },
        { ...parts, tokenizer: gptTokenizer, budgetMs: 60_000 },
      );
      done.push(rewrite);
      return rewrite.question;
    },
    report: () => reportRewrites(done),
    close: () => models.close(),
  };
}

function reportRewrites(done: readonly Rewrite[]): void {
  const outcomes = Map.groupBy(done, ({ followUp }) =>
    followUp.by === 'model' ? 'accepted' : followUp.because,
  );
  console.table(
    [...outcomes].map(([outcome, rewrites]) => ({
      'written by the model': outcome,
      n: rewrites.length,
    })),
  );
  const calls = done.flatMap((rewrite) => rewrite.calls);
  const tookMs = calls.map(({ totalMs }) => totalMs).sort((left, right) => left - right);
  const median = Math.round(tookMs[Math.floor(tookMs.length / 2)] ?? 0);
  const usd = calls.reduce((sum, { costUsd }) => sum + costUsd, 0) / Math.max(1, done.length);
  console.log(`${calls.length} calls, half of them within ${median} ms; $${usd.toFixed(6)} each`);
}
