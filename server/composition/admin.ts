import type { DocumentSummaryView } from '../../shared/admin-protocol.ts';
import { DeskhandError } from '../errors.ts';
import { supportedExtensions } from '../knowledge/ingestion/parse-document.ts';
import type { DocumentSummary } from '../ports/knowledge-store.ts';
import type { KnowledgeAdmin } from '../transport/admin/knowledge-routes.ts';
import type { Knowledge } from './knowledge.ts';

/** What admins do with the knowledge base, over the parts that do it. */
export function knowledgeAdmin(knowledge: Knowledge, folderName: string): KnowledgeAdmin {
  const { base, store, ingestion } = knowledge;
  return {
    async overview() {
      const documents = await base.list();
      return { documents: documents.map(summaryView), jobs: ingestion.jobs() };
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
    ingestFolder: async () => ingestion.readFolder(folderName),
    job: async (jobId) => ingestion.job(jobId),
  };
}

function summaryView({ contentHash: _, ...summary }: DocumentSummary): DocumentSummaryView {
  return summary;
}
