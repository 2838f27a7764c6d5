import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TaskClass, taskClassSchema } from '../../shared/receipt.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import type { Embedder } from '../ports/embedder.ts';
import { readLabelledExamples } from './labelled-examples.ts';
import { type Classification, TaskClassifier } from './task-classifier.ts';

const heldOut = readFileSync(new URL('./examples/held-out.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [taskClass, text = ''] = line.split('\t');
    return { taskClass: taskClass as TaskClass, text };
  });

describe('the labelled examples', () => {
  it.each(taskClassSchema.options)('hold at least 30 of %s', (taskClass) => {
    const examples = readLabelledExamples().filter((example) => example.taskClass === taskClass);
    expect(examples.length).toBeGreaterThanOrEqual(30);
  });

  it('share nothing with the held-out questions', () => {
    const known = new Set(readLabelledExamples().map(({ text }) => text.toLowerCase()));
    expect(heldOut.filter(({ text }) => known.has(text.toLowerCase()))).toEqual([]);
  });
});

describe('the task classifier with the shipped embedder', () => {
  let embedder: Embedder;
  const classifier = new TaskClassifier();
  beforeAll(async () => {
    embedder = startOnnxEmbedder();
    await classifier.learn(readLabelledExamples(), embedder);
  }, 120_000);
  afterAll(() => embedder.close());

  async function classify(question: string): Promise<Classification> {
    const [vector = null] = await embedder.embed([question], 'question');
    return classifier.classify({ question, vector });
  }

  it('gets at least 0.85 of held-out questions right, and no class below 0.6', {
    timeout: 60_000,
  }, async () => {
    const right = new Map<TaskClass, { right: number; all: number }>();
    const wrong: string[] = [];
    for (const { taskClass, text } of heldOut) {
      const found = await classify(text);
      const count = right.get(taskClass) ?? { right: 0, all: 0 };
      count.all += 1;
      if (found.taskClass === taskClass) count.right += 1;
      else wrong.push(`${taskClass} taken for ${found.taskClass}: ${text}`);
      right.set(taskClass, count);
    }
    for (const [taskClass, count] of right) {
      expect(count.right / count.all, `${taskClass}\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(
        0.6,
      );
    }
    expect(1 - wrong.length / heldOut.length, wrong.join('\n')).toBeGreaterThanOrEqual(0.85);
  });
});

describe('without vectors', () => {
  const classifier = new TaskClassifier();

  it.each([
    ['Hello!', 'small-talk'],
    ['Thanks a lot!', 'small-talk'],
    ['Please translate this into German', 'summarise-translate'],
    ['This is the third time I write, I want compensation', 'multi-step'],
  ])('rules tell: %s', (question, taskClass) => {
    expect(classifier.classify({ question, vector: null })).toMatchObject({
      taskClass,
      source: 'rule',
    });
  });

  it('a greeting that goes on to ask is no small talk', () => {
    const question = 'Hello, what does delivery cost?';
    expect(classifier.classify({ question, vector: null }).source).toBe('default');
  });

  it('follows the screening on a wish for a person', () => {
    const found = classifier.classify({ question: 'enough', vector: null, wantsPerson: true });
    expect(found.taskClass).toBe('wants-person');
  });

  it('takes anything else for a question over the documents', () => {
    expect(classifier.classify({ question: 'Delivery?', vector: null })).toMatchObject({
      taskClass: 'document-question',
      source: 'default',
    });
  });
});
