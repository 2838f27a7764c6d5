import type { TaskClass } from '../../shared/receipt.ts';
import { cosine, type Embedder } from '../ports/embedder.ts';
import { classifyByRules } from './classification-rules.ts';
import type { LabelledExample } from './labelled-examples.ts';

export interface Classification {
  taskClass: TaskClass;
  /** From 0 to 1. */
  confidence: number;
  source: 'rule' | 'examples' | 'default';
}

export interface ClassifierInput {
  question: string;
  /** Null while the embedder is not there. */
  vector: Float32Array | null;
  /** As the screening found it. */
  wantsPerson?: boolean;
}

/** Examples that vote, and the vote's sharpness: a cosine 0.1 nearer counts e times as much. */
const neighbours = 7;
const sharpness = 10;
/** Below this cosine nothing in the examples is like the question, and the vote means nothing. */
const leastSimilarity = 0.25;
const leastConfidence = 0.4;

/** Where neither rules nor examples tell, a question is taken for one that needs its documents read. */
const fallbackClass: TaskClass = 'document-question';

/** Sorts questions into task classes: by rules first, then by the nearest labelled examples. */
export class TaskClassifier {
  #examples: { taskClass: TaskClass; vector: Float32Array }[] = [];

  /** Embeds the examples, behind any question. Until it is done rules alone classify. Throws as the embedder does. */
  async learn(examples: LabelledExample[], embedder: Embedder): Promise<void> {
    const vectors = await embedder.embed(
      examples.map((example) => example.text),
      'ingestion',
    );
    this.#examples = examples.flatMap(({ taskClass }, index) => {
      const vector = vectors[index];
      return vector ? [{ taskClass, vector }] : [];
    });
  }

  classify({ question, vector, wantsPerson = false }: ClassifierInput): Classification {
    if (wantsPerson) return { taskClass: 'wants-person', confidence: 1, source: 'rule' };
    const byRule = classifyByRules(question);
    if (byRule) return { taskClass: byRule, confidence: 0.95, source: 'rule' };
    const voted = vector ? this.#vote(vector) : null;
    return voted && voted.confidence >= leastConfidence
      ? { ...voted, source: 'examples' }
      : { taskClass: fallbackClass, confidence: voted?.confidence ?? 0, source: 'default' };
  }

  #vote(vector: Float32Array): { taskClass: TaskClass; confidence: number } | null {
    const nearest = this.#nearest(vector);
    const best = nearest[0];
    if (!best || best.similarity < leastSimilarity) return null;
    const votes = new Map<TaskClass, number>();
    for (const { taskClass, similarity } of nearest) {
      const weight = Math.exp(sharpness * (similarity - best.similarity));
      votes.set(taskClass, (votes.get(taskClass) ?? 0) + weight);
    }
    const total = [...votes.values()].reduce((sum, weight) => sum + weight, 0);
    const [taskClass, weight] = [...votes].reduce((top, vote) => (vote[1] > top[1] ? vote : top));
    return { taskClass, confidence: weight / total };
  }

  /** Best first. Keeps a short list instead of sorting all, as every turn waits for this. */
  #nearest(vector: Float32Array): { taskClass: TaskClass; similarity: number }[] {
    const nearest: { taskClass: TaskClass; similarity: number }[] = [];
    for (const example of this.#examples) {
      const similarity = cosine(vector, example.vector);
      if (nearest.length === neighbours && similarity <= (nearest.at(-1)?.similarity ?? -1))
        continue;
      const place = nearest.findIndex((other) => similarity > other.similarity);
      const found = { taskClass: example.taskClass, similarity };
      nearest.splice(place === -1 ? nearest.length : place, 0, found);
      nearest.length = Math.min(nearest.length, neighbours);
    }
    return nearest;
  }
}
