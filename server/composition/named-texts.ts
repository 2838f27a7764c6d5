import type { NamedText } from '../caching/decision/guards/name-vocabulary.ts';
import type { KnowledgeStore } from '../ports/knowledge-store.ts';

/** Title and text of every document, for the guards to read names off. */
export async function namedTextsOf(store: KnowledgeStore): Promise<NamedText[]> {
  const passages = await store.allPassages();
  return [...Map.groupBy(passages, ({ documentId }) => documentId).values()].map((own) => ({
    title: own[0]?.documentTitle ?? '',
    markdown: own.map(({ heading, text }) => `## ${heading}\n${text}`).join('\n\n'),
  }));
}
