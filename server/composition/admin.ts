import type { DocumentSummaryView, Rate } from '../../shared/admin-protocol.ts';
import { taskClassSchema } from '../../shared/receipt.ts';
import type { AnswerCache } from '../caching/answer-cache.ts';
import { inspectAnswer, listAnswers } from '../caching/answer-inspection.ts';
import { answerKeyPrefix, fragmentKeyPrefix } from '../caching/cache-key.ts';
import type { HitAudit } from '../caching/hit-audit.ts';
import { wilsonInterval } from '../caching/wrong-hit-rate.ts';
import { DeskhandError } from '../errors.ts';
import { supportedExtensions } from '../knowledge/ingestion/parse-document.ts';
import type { Cache } from '../ports/cache.ts';
import type { DocumentSummary } from '../ports/knowledge-store.ts';
import type { MetricsStore } from '../ports/metrics-store.ts';
import type { CacheAdmin } from '../transport/admin/cache-routes.ts';
import type { KnowledgeAdmin } from '../transport/admin/knowledge-routes.ts';
import type { RoutingAdmin } from '../transport/admin/routing-routes.ts';
import type { Knowledge } from './knowledge.ts';
import type { Models } from './models.ts';

/** What admins do with the knowledge base, over the parts that do it. */
export function knowledgeAdmin(knowledge: Knowledge, folderName: string): KnowledgeAdmin {
  const { base, store, ingestion } = knowledge;
  return {
    async overview() {
      const [documents, jobs] = await Promise.all([base.list(), ingestion.jobs()]);
      return { documents: documents.map(summaryView), jobs };
    },
    async document(documentId) {
      const document = await store.getDocument(documentId);
      if (document === null) return null;
      const [summary] = (await base.list()).filter(({ id }) => id === documentId);
      if (summary === undefined) return null;
      const passages = await store.passagesOf([documentId]);
      return { document: summaryView(summary), markdown: document.markdown, passages };
    },
    async upload({ fileName, bytes, audience, volatility }) {
      if (!supportedExtensions.some((extension) => fileName.toLowerCase().endsWith(extension))) {
        throw new DeskhandError('document-unsupported');
      }
      return ingestion.upload(fileName, bytes, {
        source: 'upload',
        audience,
        volatility,
        locale: 'en',
      });
    },
    deleteDocument: (documentId) => base.remove(documentId),
    ingestFolder: () => ingestion.readFolder(folderName),
    job: (jobId) => ingestion.job(jobId),
  };
}

function summaryView({ contentHash: _, ...summary }: DocumentSummary): DocumentSummaryView {
  return summary;
}

export interface CacheAdminParts {
  figures: MetricsStore;
  cache: Cache;
  answers: AnswerCache;
  audit: HitAudit;
}

const toRate = (numerator: number, denominator: number): Rate => {
  if (denominator === 0) return { numerator, denominator, share: null, low: null, high: null };
  const { low, high } = wilsonInterval(numerator, denominator);
  return { numerator, denominator, share: numerator / denominator, low, high };
};

/** What admins see of the caches and do with them. */
export function cacheAdmin({ figures, cache, answers, audit }: CacheAdminParts): CacheAdmin {
  return {
    async overview(range) {
      const [measured, counts, answerKeys, fragmentKeys] = await Promise.all([
        figures.figures(range),
        audit.counts(),
        cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER),
        cache.keys(fragmentKeyPrefix, Number.MAX_SAFE_INTEGER),
      ]);
      const { exact, semantic } = counts;
      const saved = await figures.cacheSavings(range);
      return {
        tiers: [
          {
            tier: 'exact',
            entries: answerKeys.length,
            hits: measured.rates['exact-hit'],
            ...saved.exact,
            wrongHits: toRate(exact.wrong, exact.compared),
          },
          {
            tier: 'semantic',
            entries: answerKeys.length,
            hits: measured.rates['semantic-hit'],
            ...saved.semantic,
            wrongHits: toRate(semantic.wrong, semantic.compared),
          },
          {
            tier: 'fragment',
            entries: fragmentKeys.length,
            hits: measured.rates['fragment-hit'],
            savedUsd: 0,
            savedMs: 0,
            wrongHits: toRate(0, 0),
          },
        ],
      };
    },
    async search({ search, limit }) {
      const found = await listAnswers(cache, {
        limit,
        ...(search === undefined ? {} : { search }),
      });
      return found.map(({ key, entry }) => ({
        key,
        tier: 'exact' as const,
        question: entry.question,
        answer: entry.text,
        locale: entry.scope.locale,
        site: entry.scope.site,
        documents: Object.entries(entry.documentVersions).map(([id, version]) => ({ id, version })),
        expiresAt: new Date(entry.expiresAtMs).toISOString(),
        hits: null,
      }));
    },
    async evict(key) {
      const entry = await inspectAnswer(cache, key);
      if (entry === null) return false;
      await answers.evictAnswer(entry.entry.messageId);
      return true;
    },
  };
}

/** What admins see of the choice of models and do about it. */
export function routingAdmin({ catalog, learning }: Models): RoutingAdmin {
  const tierOf = (model: string) => catalog.rungs().find(({ id }) => id === model)?.tier ?? 'small';
  return {
    async overview() {
      const overrides = learning.overrides();
      const learned = learning.all(tierOf);
      return {
        models: catalog.listed().map(({ card, state }) => ({
          id: card.id,
          provider: card.provider,
          tier: card.tier,
          inputUsd: card.pricesPerMillion.input,
          cachedInputUsd: card.pricesPerMillion.cachedInput,
          outputUsd: card.pricesPerMillion.output,
          available: state.kind === 'available',
        })),
        classes: taskClassSchema.options.map((taskClass) => ({
          taskClass,
          override: overrides[taskClass] ?? null,
          posteriors: learned
            .filter((route) => route.taskClass === taskClass)
            .map(({ model, turns, quality, costUsd, ttftMs }) => ({
              model,
              turns,
              success: quality.mean,
              low: quality.low,
              high: quality.high,
              costPerTurnUsd: turns === 0 ? null : costUsd,
              ttftP50Ms: turns === 0 ? null : ttftMs,
            })),
        })),
      };
    },
    async override(taskClass, model) {
      if (model !== null && !catalog.listed().some(({ card }) => card.id === model))
        throw new DeskhandError('not-found');
      await learning.setOverride(taskClass, model);
    },
  };
}
