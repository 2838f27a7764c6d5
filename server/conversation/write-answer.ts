import type { AnswerStatus } from '../../shared/conversation.ts';
import type { ModelAttempt, ServedBy, Verification } from '../../shared/receipt.ts';
import type { FinishReason, Prompt } from '../ports/language-model.ts';
import { abstention, isAbstention, mayBecomeAbstention } from '../quality/abstention.ts';
import type { GeneratedPiece, GenerationResult } from '../stages/generation/generation.ts';
import { ReleaseGate, type ReleaseMode, type ReleasePassage } from '../stages/verify.ts';
import { DraftGate } from './draft-gate.ts';

/** One try at the answer: models of one tier, and how their text is let through. */
export type DraftTier = 'small' | 'large' | 'extractive';

export interface WriteAnswerInput {
  prompt: Prompt;
  /** Tiers to try, in order; the last one is `extractive`. */
  tiers: DraftTier[];
  locale: string;
  signal: AbortSignal;
}

export interface WriteAnswerComponents {
  /** Streams one draft from the models of a tier; failures of providers are its business. */
  generate: (
    tier: DraftTier,
    prompt: Prompt,
    signal: AbortSignal,
  ) => AsyncGenerator<GeneratedPiece, GenerationResult>;
  /**
   * Why a finished draft is not good enough, or null. `text` is all that the model wrote. After `unanswerable` no larger model
   * is asked.
   */
  judgeDraft: (draft: {
    tier: DraftTier;
    text: string;
    prompt: Prompt;
    meanLogProbability: number | null;
  }) => string | null;
  /** Longest time a draft's first words are held. Milliseconds. */
  gateMs: number;
}

/** Where the answer's text goes. */
export interface AnswerSink {
  text(piece: string): void;
  /** What was shown is taken back; at most once an answer. */
  revise(): void;
}

export interface WrittenAnswer {
  text: string;
  status: AnswerStatus;
  servedBy: ServedBy;
  finishReason: FinishReason | null;
  attempts: ModelAttempt[];
  verification: Verification;
  /** Why each draft that was not kept was not. */
  rejected: { tier: DraftTier; reason: string }[];
  /** True when a tier below the one wanted had to answer because providers failed. */
  degraded: boolean;
}

interface Draft {
  verdict: { kind: 'good' } | { kind: 'bad'; reason: string } | { kind: 'stopped' };
  written: string;
  shown: string;
  result: GenerationResult;
  values: number;
  unsupported: string[];
}

const releasePassages = (prompt: Prompt): ReleasePassage[] =>
  prompt.passages.map((passage, index) => ({
    number: index + 1,
    text: `${passage.documentTitle}\n${passage.heading}\n${passage.text}`,
  }));

/** Streams one draft through the checks of its values and the gate before its first words. */
async function writeDraft(
  tier: DraftTier,
  mode: ReleaseMode,
  input: WriteAnswerInput,
  sink: Pick<AnswerSink, 'text'>,
  components: WriteAnswerComponents,
): Promise<Draft> {
  const release = new ReleaseGate(releasePassages(input.prompt), mode);
  const gate = new DraftGate({
    gateMs: tier === 'extractive' ? 0 : components.gateMs,
    opensAtSentence: tier === 'large',
    looksBad: (held) => release.failed || isAbstention(held) || mayBecomeAbstention(held),
    show: (text) => sink.text(text),
  });
  // A draft that failed its check is not written to the end: its call is ended, and billed for what it wrote.
  const given = new AbortController();
  const stream = components.generate(
    tier,
    input.prompt,
    AbortSignal.any([input.signal, given.signal]),
  );
  let written = '';
  const logProbabilities: number[] = [];
  let step = await stream.next();
  while (!step.done) {
    gate.begin();
    written += step.value.text;
    if (step.value.logProbability !== undefined) logProbabilities.push(step.value.logProbability);
    gate.push(release.push(step.value.text));
    if (release.failed) given.abort();
    step = await stream.next();
  }
  gate.push(release.end());
  const mean =
    logProbabilities.length === 0
      ? null
      : logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length;
  const verdict = verdictOf(step.value, release, input, () =>
    components.judgeDraft({ tier, text: written, prompt: input.prompt, meanLogProbability: mean }),
  );
  if (verdict.kind === 'bad') gate.discard();
  else gate.accept();
  const { criticalValues, unsupported } = release.checked;
  return {
    verdict,
    written,
    shown: gate.shown,
    result: step.value,
    values: criticalValues,
    unsupported,
  };
}

function verdictOf(
  result: GenerationResult,
  release: ReleaseGate,
  input: WriteAnswerInput,
  judge: () => string | null,
): Draft['verdict'] {
  if (release.failed) return { kind: 'bad', reason: 'unsupported-value' };
  if (input.signal.aborted) return { kind: 'stopped' };
  if (result.outcome !== 'complete' && result.outcome !== 'truncated')
    return { kind: 'bad', reason: result.outcome };
  const reason = judge();
  return reason === null ? { kind: 'good' } : { kind: 'bad', reason };
}

/**
 * Writes the answer: the first tier's draft, then, when it fails, the next tier's, at last a quotation. What was shown of a
 * failed first draft is taken back once; after that only whole checked sentences are shown, so nothing needs taking back again.
 * A value that no cited passage holds is never passed to the sink.
 */
export async function writeAnswer(
  input: WriteAnswerInput,
  sink: AnswerSink,
  components: WriteAnswerComponents,
): Promise<WrittenAnswer> {
  const drafts: { tier: DraftTier; draft: Draft }[] = [];
  let text = '';
  let revised = false;
  const show = {
    text(piece: string) {
      text += piece;
      sink.text(piece);
    },
  };
  const finish = (
    status: AnswerStatus,
    servedBy: ServedBy,
    finishReason: FinishReason | null,
  ): WrittenAnswer => ({
    text: text.trim(),
    status,
    servedBy,
    finishReason,
    attempts: drafts.flatMap(({ draft }) => attemptsOf(draft)),
    verification: verificationOf(
      drafts.map(({ draft }) => draft),
      status,
      servedBy,
    ),
    rejected: drafts.flatMap(({ tier, draft }) =>
      draft.verdict.kind === 'bad' ? [{ tier, reason: draft.verdict.reason }] : [],
    ),
    degraded: drafts.some(({ draft }) => draft.result.outcome === 'failed'),
  });
  for (const tier of input.tiers) {
    const first = drafts.length === 0;
    // A provider's failure may already have brought the larger model in; it is not asked the same again.
    if (drafts.some(({ draft }) => draft.result.servedBy?.tier === tier)) continue;
    if (tier === 'large' && drafts.some(({ draft }) => isUnanswerable(draft))) continue;
    if (!first && text !== '' && !revised) {
      sink.revise();
      text = '';
      revised = true;
    }
    if (text !== '') show.text('\n\n');
    const draft = await writeDraft(tier, first ? 'words' : 'sentences', input, show, components);
    drafts.push({ tier, draft });
    if (draft.verdict.kind === 'good')
      return finish('complete', draft.result.servedBy?.tier ?? tier, finishReasonOf(draft.result));
    if (draft.verdict.kind === 'stopped')
      return finish('stopped', draft.result.servedBy?.tier ?? tier, null);
  }
  show.text(abstention(input.locale));
  return finish('abstained', 'extractive', 'stop');
}

/** A model did not know, and a larger one would have nothing more to read. */
function isUnanswerable({ verdict }: Draft): boolean {
  return verdict.kind === 'bad' && verdict.reason === 'unanswerable';
}

/** What was written but not kept was paid for all the same. */
function attemptsOf({ verdict, result }: Draft): ModelAttempt[] {
  if (verdict.kind !== 'bad') return result.attempts;
  return result.attempts.map((attempt) =>
    attempt.outcome === 'used' || attempt.outcome === 'stopped'
      ? { ...attempt, outcome: 'rejected' as const }
      : attempt,
  );
}

function finishReasonOf({ outcome }: GenerationResult): FinishReason {
  return outcome === 'truncated' ? 'length' : 'stop';
}

function verificationOf(drafts: Draft[], status: AnswerStatus, servedBy: ServedBy): Verification {
  const unsupported = drafts.flatMap((draft) => draft.unsupported);
  const criticalValues = drafts.at(-1)?.values ?? 0;
  if (status === 'abstained') return { verdict: 'abstained', criticalValues: 0, unsupported };
  if (drafts.length > 1)
    return {
      verdict: servedBy === 'extractive' ? 'quoted' : 'revised',
      criticalValues,
      unsupported,
    };
  return {
    verdict: criticalValues === 0 ? 'not-applicable' : 'supported',
    criticalValues,
    unsupported,
  };
}
