import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { toDocument } from '../knowledge/ingestion/to-document.ts';
import { LexicalIndex } from '../knowledge/retrieval/lexical-index.ts';
import { textToEmbed } from '../knowledge/retrieval/passage-text.ts';
import { passagePayload } from '../knowledge/retrieval/search-scope.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { Passage } from '../ports/knowledge-store.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import type { KnowledgeDocument } from './knowledge-file.ts';

export interface SearchBench {
  lexical: LexicalIndex;
  vectors: VectorIndex;
  passages: number;
  /** Runs `work` while the documents are out of both indexes. */
  without<Result>(documentIds: string[], work: () => Promise<Result>): Promise<Result>;
}

/** Both indexes over a knowledge base, cut into passages as ingestion does. `onProgress` is told the share that is embedded. */
export async function buildSearchBench(
  documents: KnowledgeDocument[],
  embedder: Embedder,
  onProgress: (share: number) => void,
): Promise<SearchBench> {
  const lexical = new LexicalIndex();
  const vectors = createInProcessVectorIndex(embedder.dimensions);
  const byDocument = new Map<string, Passage[]>();
  for (const { fileName, parsed } of documents) {
    const defaults = { source: 'folder', audience: 'public', locale: 'en' } as const;
    const { document, passages } = toDocument(fileName, parsed, defaults, gptTokenizer);
    byDocument.set(
      document.id,
      passages.map((passage) => ({ ...passage, documentVersion: 1 })),
    );
  }

  async function add(documentId: string): Promise<void> {
    const passages = byDocument.get(documentId) ?? [];
    lexical.replaceDocument(documentId, passages);
    const embedded = await embedder.embed(passages.map(textToEmbed), 'ingestion');
    await vectors.upsert(
      passages.flatMap((passage, position) => {
        const vector = embedded[position];
        return vector ? [{ id: passage.id, vector, payload: passagePayload(passage) }] : [];
      }),
    );
  }

  let done = 0;
  for (const documentId of byDocument.keys()) {
    await add(documentId);
    done += 1;
    onProgress(done / byDocument.size);
  }
  return {
    lexical,
    vectors,
    passages: lexical.size,
    async without(documentIds, work) {
      for (const documentId of documentIds) {
        lexical.removeDocument(documentId);
        await vectors.removeWhere({ documentId });
      }
      try {
        return await work();
      } finally {
        for (const documentId of documentIds) await add(documentId);
      }
    },
  };
}
