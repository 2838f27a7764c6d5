import type { DocumentSummaryView } from '../../shared/admin-protocol.ts';
import { taskClassSchema } from '../../shared/receipt.ts';
import { DeskhandError } from '../errors.ts';
import { supportedExtensions } from '../knowledge/ingestion/parse-document.ts';
import type { DocumentSummary } from '../ports/knowledge-store.ts';
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
    async upload({ fileName, bytes, audience, volatility, locale }) {
      if (!supportedExtensions.some((extension) => fileName.toLowerCase().endsWith(extension))) {
        throw new DeskhandError('document-unsupported');
      }
      return ingestion.upload(fileName, bytes, {
        source: 'upload',
        audience,
        volatility,
        locale,
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

/** What admins see of the choice of models and do about it. */
export function routingAdmin({ catalog, learning, generation }: Models): RoutingAdmin {
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
          limits: {
            requestsPerMinute: card.limits.requestsPerMinute ?? null,
            tokensPerMinute: card.limits.tokensPerMinute ?? null,
            concurrency: card.limits.concurrency,
          },
          state:
            state.kind === 'available'
              ? { kind: 'ready', ...generation.guards.stateOf(card) }
              : state,
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
              ttftMs: turns === 0 ? null : ttftMs,
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
