import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { DeskhandError } from '../errors.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { Rung } from './ladder.ts';
import type { ModelCard, Prices } from './model-card.ts';
import { parseModels } from './parse-models.ts';

export interface ModelCatalogOptions {
  /** Path of `models.yaml`. */
  file: string;
  /** Value of an environment variable that a model names as its key. */
  secret(name: string): string | undefined;
  /** Makes the model that a card describes. */
  connect(card: ModelCard, apiKey: string | undefined): LanguageModel;
  log: CatalogLog;
  /** How often the file is looked at once `watch` was called, in milliseconds. Default 1000. */
  watchIntervalMs?: number;
}

export interface CatalogLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** A model of the file and whether it can be used. */
export interface ListedModel {
  card: ModelCard;
  state: { kind: 'available' } | { kind: 'disabled' } | { kind: 'no-key'; variable: string };
}

interface Ladder {
  listed: ListedModel[];
  rungs: Rung[];
}

/** The models of `models.yaml`, reloaded when the file changes. A turn takes `rungs()` once and keeps to it. */
export class ModelCatalog {
  readonly #options: ModelCatalogOptions;
  #ladder: Ladder;
  #fileState = '';
  #timer: NodeJS.Timeout | null = null;

  /** Throws DeskhandError `setting-invalid` where the file is absent or wrong. */
  constructor(options: ModelCatalogOptions) {
    this.#options = options;
    this.#ladder = this.#read();
    this.#announce();
  }

  /** Models that are enabled and have their key, cheapest first. */
  rungs(): Rung[] {
    return this.#ladder.rungs;
  }

  listed(): ListedModel[] {
    return this.#ladder.listed;
  }

  /** Prices of the reference model, or of the dearest one where none is marked; zero where there is no model. */
  referencePrices(): Prices {
    const cards = this.#ladder.listed.map((entry) => entry.card);
    const reference = cards.find((card) => card.referenceModel) ?? cards.toSorted(byPrice).at(-1);
    return reference?.pricesPerMillion ?? { input: 0, output: 0, cachedInput: 0 };
  }

  /** Reads the file again. A wrong file keeps the ladder as it was; what is wrong is logged. True when it was taken over. */
  reload(): boolean {
    try {
      this.#ladder = this.#read();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log.warn({ reason }, 'models file not taken over; the old ladder stays');
      return false;
    }
    this.#announce();
    return true;
  }

  /** Reloads whenever the file changes. Polls, as that also sees a file that is replaced or mounted. */
  watch(): void {
    this.#timer ??= setInterval(() => {
      if (stateOfFile(this.#options.file) !== this.#fileState) this.reload();
    }, this.#options.watchIntervalMs ?? 1000).unref();
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #read(): Ladder {
    const { file, secret, connect } = this.#options;
    this.#fileState = stateOfFile(file);
    const cards = parseModels(readText(file), basename(file));
    const listed = cards.map((card) => ({ card, state: stateOf(card, secret) }));
    const rungs = listed
      .filter(({ state }) => state.kind === 'available')
      .map(({ card }) => card)
      .toSorted(byPrice)
      .map((card) => toRung(card, connect(card, card.apiKey && secret(card.apiKey))));
    return { listed, rungs };
  }

  #announce(): void {
    const { log } = this.#options;
    const { listed, rungs } = this.#ladder;
    log.info({ models: rungs.map((rung) => rung.id) }, 'models in use');
    const keyless = listed.flatMap(({ card, state }) =>
      state.kind === 'no-key' ? [`${card.id} (${state.variable})`] : [],
    );
    if (keyless.length > 0) log.info({ models: keyless }, 'models without a key are skipped');
  }
}

/** Changes when the file is written or replaced. */
function stateOfFile(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.ino}/${stat.mtimeMs}/${stat.size}` : 'absent';
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DeskhandError('setting-invalid', {
      cause,
      message: `MODELS_FILE: ${file} cannot be read`,
    });
  }
}

function stateOf(
  card: ModelCard,
  secret: (name: string) => string | undefined,
): ListedModel['state'] {
  if (!card.enabled) return { kind: 'disabled' };
  if (card.apiKey !== undefined && !secret(card.apiKey)) {
    return { kind: 'no-key', variable: card.apiKey };
  }
  return { kind: 'available' };
}

function toRung(card: ModelCard, model: LanguageModel): Rung {
  const { id, provider, tier, pricesPerMillion: prices, contextWindow, limits, timeouts } = card;
  return { id, provider, tier, model, prices, contextWindow, limits, timeouts };
}

/** By the price of a typical support call: ten tokens of input for one of output. */
function byPrice(left: ModelCard, right: ModelCard): number {
  const price = ({ pricesPerMillion }: ModelCard): number =>
    10 * pricesPerMillion.input + pricesPerMillion.output;
  return price(left) - price(right);
}
