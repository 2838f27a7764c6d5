import type { Embedder } from '../../ports/embedder.ts';
import type { HitContext, HitNeighbour } from '../../ports/hit-verifier.ts';
import { groupByAnswer, nearestOf } from '../decision/candidate.ts';
import { featureNames, featuresOf } from '../decision/features.ts';
import { makeRandom } from './labelled-questions.ts';
import type { Example } from './logistic-regression.ts';
import type { Lookup, QuestionStream } from './replay.ts';
import { dot, replay } from './replay.ts';

/** The share of questions that a cache in its first weeks holds. */
const youngShare = 0.05;
const sparseShare = 0.15;
/** How many results of a search the lineage agreement sees. */
const retrieved = 3;

/**
 * Examples from one set, as three caches would meet it: one that stored every question, one that stored few, and a young
 * one where the knowledge base's headings and questions stand in as neighbours. An intent's name and two further questions
 * serve as those of the document that answers it, and only the young cache knows what a question retrieves.
 */
export async function trainingExamples(
  stream: QuestionStream,
  embedder: Embedder,
): Promise<Example[]> {
  const headings = await headingsOf(stream, embedder);
  const random = makeRandom(7);
  const examples: Example[] = [];
  const add = (lookup: Lookup, context: HitContext) => {
    const candidate = groupByAnswer(context.neighbours)[0]?.neighbours.find(
      ({ kind }) => kind === 'entry',
    );
    if (candidate === undefined) return;
    const features = featuresOf(lookup.question.text, candidate, context);
    examples.push({
      features: featureNames.map((name) => features[name]),
      right: candidate.answerKey === lookup.question.label,
    });
  };
  await replay(stream, (lookup) => {
    add(lookup, { neighbours: lookup.neighbours });
    return 'store';
  });
  await replay(stream, (lookup) => {
    add(lookup, { neighbours: lookup.neighbours });
    return random() < sparseShare ? 'store' : 'leave';
  });
  await replay(stream, (lookup) => {
    add(lookup, withHeadings(lookup, headings));
    return random() < youngShare ? 'store' : 'leave';
  });
  return examples;
}

/** Examples of the nearest entry of a sparse cache by its cosine alone, as where nothing else is known of it. */
export async function bareExamples(stream: QuestionStream): Promise<Example[]> {
  const random = makeRandom(7);
  const examples: Example[] = [];
  await replay(stream, ({ question, neighbours: [nearest] }) => {
    if (nearest !== undefined) {
      examples.push({ features: [nearest.cosine], right: nearest.answerKey === question.label });
    }
    return random() < sparseShare ? 'store' : 'leave';
  });
  return examples;
}

async function headingsOf({ set }: QuestionStream, embedder: Embedder): Promise<HitNeighbour[]> {
  const named = [...new Set(set.examples.map(({ label }) => label))].map((label) => ({
    text: label.replaceAll(/[_?]/g, ' ').trim(),
    label,
  }));
  const all = [...named, ...set.examples];
  const vectors = await embedder.embed(
    all.map(({ text }) => text),
    'ingestion',
  );
  return all.flatMap(({ text, label }, at) => {
    const vector = vectors[at];
    return vector === undefined
      ? []
      : [{ text, vector, cosine: 0, lineage: [label], answerKey: label, kind: 'heading' as const }];
  });
}

function withHeadings(
  { vector, neighbours }: Lookup,
  headings: readonly HitNeighbour[],
): HitContext {
  const byCosine = (one: HitNeighbour, other: HitNeighbour) => other.cosine - one.cosine;
  const near = headings
    .map((heading) => ({ ...heading, cosine: dot(vector, heading.vector) }))
    .sort(byCosine);
  return {
    neighbours: nearestOf(neighbours, near),
    retrievedLineage: [...new Set(near.flatMap(({ lineage }) => lineage))].slice(0, retrieved),
  };
}
