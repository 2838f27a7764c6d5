import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnnxReader } from '../../../server/adapters/onnx/onnx-reader.ts';
import { chooseVerifier } from '../../../server/evals/cache/chosen-verifier.ts';
import { withoutCourtesy } from '../../../server/language/courtesy.ts';
import { screen } from '../../../server/stages/screen.ts';
import type { ModelScript } from '../../simulator/script.ts';
import { startChild } from '../child-process.ts';
import { models, writeLadder } from '../cost/ladder.ts';
import { type Answered, askDesk, openProduct, type Product } from '../product.ts';
import { openShop, type Shop } from '../shop.ts';
import { changeFigures, editArticle } from './edits.ts';
import { storeInternalTwins } from './internal-twins.ts';
import type { Source } from './source.ts';
import { type CacheTurn, type CacheVisit, drawVisits, rankedTopics } from './visits.ts';

export interface PlayedTurn {
  visit: CacheVisit;
  turn: CacheTurn;
  answer: Answered;
  /** Documents whose edit had been reported as done when the message was sent, with their versions since. */
  edited: ReadonlyMap<string, number>;
}

export interface Played {
  /** In the order in which they were answered. */
  turns: PlayedTurn[];
  edits: { documents: number; evictedEntries: number; askedWhile: number };
  internalTwins: number;
}

const visitsAtOnce = 2;
/** The articles of so many of the most popular topics are edited. */
const editedTopics = 20;

/** Plays the visits through the product's own turn; half way, articles are edited while customers go on asking. */
export async function playVisits(source: Source, count: number, seed: string): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-cache-'));
  const articles = join(folder, 'articles');
  await source.writeArticles(articles);
  const visits = drawVisits(source, count, seed);
  const simulator = await startChild('simulator-process.ts', { models: knowingModels(visits) });
  const { url } = simulator.ready as { url: string };
  let evict: (documentIds: string[]) => Promise<unknown> = async () => {};
  const shop = await openShop({
    knowledgeFolder: articles,
    // A third of a second a question, and it is not the reading of passages that is measured here.
    readPassages: false,
    evict: (ids) => evict(ids),
  });
  const reader = startOnnxReader();
  const product = await openProduct(shop, {
    modelsFile: writeLadder(folder, url, true),
    verifier: chooseVerifier({ reader, without: source.sha256 ?? undefined }).verifier,
  });
  const player = new Player(visits, product);
  evict = (ids) => player.evict(ids);
  try {
    const documentIds = rankedTopics(source, seed)
      .slice(0, editedTopics)
      .flatMap(({ gold }) => gold);
    return await player.play(() => player.edit([...new Set(documentIds)], articles, shop));
  } finally {
    await product.close();
    await reader.close();
    await shop.close();
    await simulator.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Models that find the fact where a passage holds it, and call customers by their names: nothing is wrong but by the caches. */
function knowingModels(visits: CacheVisit[]): ModelScript[] {
  const facts = Object.fromEntries(
    visits
      .flatMap(({ turns }) => turns)
      .filter(({ topic, ownData }) => topic !== null || !ownData)
      .map(({ text, topic }) => {
        const known = topic?.facts ?? [];
        return [withoutCourtesy(screen(text).text), [...known, ...known.map(changeFigures)]];
      }),
  );
  return [models.small, models.large].map((id) => ({ id, facts, addressesByName: true }));
}

class Player {
  readonly #visits: CacheVisit[];
  readonly #product: Product;
  readonly #turns: PlayedTurn[] = [];
  #edited: ReadonlyMap<string, number> = new Map();
  #editing = false;
  readonly #edits = { documents: 0, evictedEntries: 0, askedWhile: 0 };
  #internalTwins = 0;

  constructor(visits: CacheVisit[], product: Product) {
    this.#visits = visits;
    this.#product = product;
  }

  async play(edit: () => Promise<void>): Promise<Played> {
    const half = Math.floor(this.#visits.length / 2);
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < this.#visits.length) {
        const index = next++;
        if (index === Math.floor(half / 2)) await this.#storeInternalTwins();
        if (index === half) await edit();
        await this.#playVisit(this.#visits[index] as CacheVisit);
      }
    };
    await Promise.all(Array.from({ length: visitsAtOnce }, work));
    return { turns: this.#turns, edits: this.#edits, internalTwins: this.#internalTwins };
  }

  async edit(documentIds: string[], articles: string, { knowledge }: Shop): Promise<void> {
    this.#editing = true;
    for (const documentId of documentIds) {
      const version = await editArticle(documentId, articles, knowledge.base);
      this.#edited = new Map(this.#edited).set(documentId, version);
      this.#edits.documents += 1;
    }
    this.#editing = false;
  }

  async evict(documentIds: string[]): Promise<void> {
    const keys = await this.#product.caching.answers.evictByDocuments(documentIds);
    this.#edits.evictedEntries += keys.length;
  }

  async #storeInternalTwins(): Promise<void> {
    const { caching, cache } = this.#product;
    this.#internalTwins += await storeInternalTwins(cache, caching.answers);
  }

  async #playVisit(visit: CacheVisit): Promise<void> {
    const { desk } = this.#product;
    const visitor = { visitorId: randomUUID(), site: visit.site, locale: 'en' };
    const { conversationId } = await desk.customers.open(visitor, {});
    for (const turn of visit.turns) {
      const edited = this.#edited;
      const answer = await askDesk(this.#product, visitor, conversationId, turn.text);
      if (this.#editing) this.#edits.askedWhile += 1;
      this.#turns.push({ visit, turn, answer, edited });
      // A person has taken over.
      if (answer.id === '') return;
    }
  }
}
