import { gptTokenizer } from '../../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { cosineFloor, neighbourCount } from '../../caching/decision/candidate.ts';
import { extractNames } from '../../caching/decision/guards/name-vocabulary.ts';
import type { NameVocabulary } from '../../caching/decision/guards/names.ts';
import { dot } from '../../caching/training/replay.ts';
import { toDocument } from '../../knowledge/ingestion/to-document.ts';
import { passageHeading, textToEmbed } from '../../knowledge/retrieval/passage-text.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { HitNeighbour } from '../../ports/hit-verifier.ts';
import type { KnowledgeDocument } from '../knowledge-file.ts';

/** How many documents a question retrieves. */
const retrieved = 3;

/** A cache with one entry, over a knowledge base whose headings stand in for the neighbours it does not have yet. */
export interface YoungCache {
  vocabulary: NameVocabulary;
  /** The one cached question, the headings near the asked one, and what that one retrieves. */
  neighboursOf(
    cached: Float32Array,
    cachedText: string,
    asked: Float32Array,
  ): { candidate: HitNeighbour; neighbours: HitNeighbour[]; retrievedLineage?: string[] };
}

/** Without documents: the entry stands alone, nothing is retrieved and no name is known. */
export async function makeYoungCache(
  documents: readonly KnowledgeDocument[],
  embedder: Embedder,
): Promise<YoungCache> {
  const passages = documents.flatMap(({ fileName, parsed }) => {
    const defaults = { source: 'folder', audience: 'public', locale: 'en' } as const;
    return toDocument(fileName, parsed, defaults, gptTokenizer).passages;
  });
  const bodies = await embedder.embed(passages.map(textToEmbed), 'ingestion');
  const headings = await embedder.embed(passages.map(passageHeading), 'ingestion');

  function retrieve(vector: Float32Array): string[] {
    return passages
      .map(({ documentId }, at) => ({ id: documentId, cosine: dot(vector, bodies[at] ?? vector) }))
      .sort((one, other) => other.cosine - one.cosine)
      .map(({ id }) => id)
      .filter((id, at, all) => all.indexOf(id) === at)
      .slice(0, retrieved);
  }

  return {
    vocabulary: extractNames(
      documents.map(({ parsed: { title, markdown } }) => ({ title: title ?? '', markdown })),
    ),
    neighboursOf(cached, cachedText, asked) {
      const lineage = retrieve(cached).slice(0, 1);
      const candidate: HitNeighbour = {
        text: cachedText,
        vector: cached,
        cosine: dot(asked, cached),
        lineage,
        answerKey: lineage.join(' '),
        kind: 'entry',
      };
      const near = passages.flatMap((passage, at): HitNeighbour[] => {
        const vector = headings[at];
        if (vector === undefined) return [];
        const lineageOfHeading = [passage.documentId];
        return [
          {
            text: passageHeading(passage),
            vector,
            cosine: dot(asked, vector),
            lineage: lineageOfHeading,
            answerKey: passage.documentId,
            kind: 'heading',
          },
        ];
      });
      const neighbours = [candidate, ...near]
        .filter(({ cosine }) => cosine > cosineFloor)
        .sort((one, other) => other.cosine - one.cosine)
        .slice(0, neighbourCount);
      const retrievedLineage = retrieve(asked);
      return passages.length === 0
        ? { candidate, neighbours }
        : { candidate, neighbours, retrievedLineage };
    },
  };
}
