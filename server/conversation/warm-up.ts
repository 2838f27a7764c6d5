import type { ModelAttempt } from '../../shared/receipt.ts';
import { DeskhandError } from '../errors.ts';
import { citationsOf } from '../stages/cite.ts';
import { contextualise } from '../stages/follow-up/contextualise.ts';
import { lookUp } from '../stages/look-up.ts';
import { screen } from '../stages/screen.ts';
import { produceAnswer } from './produce-answer.ts';
import { documentsOf } from './receipts.ts';
import { sharedScope, whyNotShared } from './sharing.ts';
import type { TurnComponents } from './turn-components.ts';

export interface WarmUpScope {
  locale: string;
  site: string;
}

export interface WarmUpState {
  total: number;
  done: number;
  stored: number;
  /** Had a shared answer already. */
  known: number;
  /** What was not stored, and why. */
  refused: { question: string; reason: string }[];
  costUsd: number;
  isRunning: boolean;
}

type Outcome = { kind: 'stored' | 'known' } | { kind: 'refused'; reason: string };

/**
 * Answers a list of questions off the path, one after the other, by the same steps as a customer's, and admits what may be
 * shared: so that the first customers of the day find their answers ready. One list at a time.
 */
export class WarmUp {
  readonly #components: TurnComponents;
  readonly #onCalls: (calls: ModelAttempt[]) => void;
  #state: WarmUpState = emptyState(0);
  #work: Promise<void> = Promise.resolve();

  /** `onCalls` hears of the calls to models, as no receipt will. */
  constructor(components: TurnComponents, onCalls: (calls: ModelAttempt[]) => void) {
    this.#components = components;
    this.#onCalls = onCalls;
  }

  get state(): WarmUpState {
    return this.#state;
  }

  /** Begins and returns at once. Throws `not-allowed` while another list is being answered. */
  begin(questions: string[], scope: WarmUpScope, signal?: AbortSignal): WarmUpState {
    if (this.#state.isRunning) throw new DeskhandError('not-allowed');
    this.#state = { ...emptyState(questions.length), isRunning: questions.length > 0 };
    this.#work = this.#answerAll(questions, scope, signal);
    return this.#state;
  }

  /** Resolves when the list is done. */
  settled(): Promise<void> {
    return this.#work;
  }

  async #answerAll(
    questions: string[],
    scope: WarmUpScope,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (const question of questions) {
      if (signal?.aborted) break;
      const outcome = await this.#answer(question, scope).catch((error: unknown): Outcome => {
        this.#components.log.warn({ err: error }, 'a question was not answered beforehand');
        return { kind: 'refused', reason: 'failed' };
      });
      this.#note(question, outcome);
    }
    this.#state = { ...this.#state, isRunning: false };
  }

  async #answer(text: string, { locale, site }: WarmUpScope): Promise<Outcome> {
    const { answers, clock, embedder, newId } = this.#components;
    const screened = screen(text);
    const asked = contextualise(screened.text, [], []);
    const searched = {
      locale: this.#components.knowledgeLocale(locale),
      audience: 'public',
      site,
    } as const;
    const question = this.#components.mendSpelling(asked.question, searched);
    const notShared = whyNotShared(screened, { ...asked, question }, 'first');
    if (notShared !== null) return { kind: 'refused', reason: notShared };
    const query = {
      scope: sharedScope({ locale, site }),
      question,
      promptVersion: this.#components.template(locale).version,
      modelPolicy: this.#components.modelPolicy(),
    };
    // Off the path: a near answer to another question is no reason to leave this one out, so only the exact tier is asked.
    const found = await lookUp(query, {
      answers: {
        begin: () => answers.begin(),
        lookUpExact: answers.lookUpExact.bind(answers),
        lookUpSemantic: noNeighbour,
      },
      clock,
      embedQuestion: async () => new Float32Array(),
      context: () => ({ taskClass: 'faq' }),
      budgetMs: patientMs,
    });
    if (found.kind === 'hit') return { kind: 'known' };
    if (found.begunAt === null) return { kind: 'refused', reason: 'cache-unavailable' };
    const [vector = null] = await embedder.embed([question], 'ingestion');
    const startedMs = clock.monotonicMs();
    const messageId = `warm-up:${newId()}`;
    const produced = await produceAnswer(
      {
        messageId,
        conversationId: messageId,
        money: await this.#components.allowance(null),
        locale,
        site,
        question: asked.text,
        standaloneQuestion: question,
        history: [],
        vector,
        search: () =>
          this.#components.retrieve({
            standaloneQuestion: question,
            vector,
            scope: { audience: 'public', site, locale: this.#components.knowledgeLocale(locale) },
          }),
        signal: new AbortController().signal,
        onStage: () => {},
      },
      () => {},
      this.#components,
    );
    const { written, route, passages } = produced;
    const costUsd = written.attempts.reduce((sum, attempt) => sum + attempt.costUsd, 0);
    this.#onCalls(written.attempts);
    this.#state = { ...this.#state, costUsd: this.#state.costUsd + costUsd };
    const admission = await answers.admit(
      query,
      {
        messageId,
        text: written.text,
        status: written.status,
        finishReason: written.finishReason,
        verification: written.verification,
        citations: citationsOf(written.text, passages),
        documents: documentsOf(produced),
        servedBy: written.servedBy,
        taskClass: route.taskClass,
        costUsd,
        totalMs: clock.monotonicMs() - startedMs,
        personal: false,
        standalone: true,
        degraded: produced.degraded,
      },
      found.begunAt,
      vector,
    );
    return admission.stored ? { kind: 'stored' } : { kind: 'refused', reason: admission.reason };
  }

  #note(question: string, outcome: Outcome): void {
    const state = this.#state;
    this.#state = {
      ...state,
      done: state.done + 1,
      stored: state.stored + Number(outcome.kind === 'stored'),
      known: state.known + Number(outcome.kind === 'known'),
      refused:
        outcome.kind === 'refused'
          ? [...state.refused, { question, reason: outcome.reason }]
          : state.refused,
    };
  }
}

/** Nobody waits for it. */
const patientMs = 2_000;

const noNeighbour = async () => ({ kind: 'miss', reason: 'not-asked', nearest: null }) as const;

function emptyState(total: number): WarmUpState {
  return { total, done: 0, stored: 0, known: 0, refused: [], costUsd: 0, isRunning: false };
}
