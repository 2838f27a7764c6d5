import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { answerTemplate } from '../../composition/answer-template.ts';
import { openModels } from '../../composition/models.ts';
import { readConfig } from '../../config.ts';
import { readLabelledExamples } from '../../routing/labelled-examples.ts';
import type { Rung } from '../../routing/ladder.ts';
import { readCases } from '../case-file.ts';
import { readKnowledge } from '../knowledge-file.ts';
import { nothingKept } from '../nothing-kept.ts';
import { buildSearchBench } from '../search-bench.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { recordCase } from './record.ts';
import type { RoutingRecord } from './records.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface RecordOptions {
  /** Where the records go. */
  file: string;
  /** A `models.yaml`; the one of the settings where none is given. */
  models?: string | undefined;
  /** Ids of the two models; the first small and the first large one where none are given. */
  weak?: string | undefined;
  strong?: string | undefined;
  knowledge?: string | undefined;
  cases?: string | undefined;
}

/** Asks two models every case whose facts are known, and writes what became of each as a line of the file. */
export async function recordFile(options: RecordOptions): Promise<RoutingRecord[]> {
  const config = { ...readConfig(), ...(options.models && { modelsFile: options.models }) };
  const documents = await readKnowledge(options.knowledge ?? join(root, 'server/knowledge/sample'));
  const { cases } = readCases(
    options.cases ?? join(root, 'server/evals/cases/sample.jsonl'),
    documents,
  );
  const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
  const models = openModels(config, embedder, null, nothingKept, console);
  try {
    await models.classifier.learn(readLabelledExamples(), embedder);
    const rungs = models.catalog.rungs();
    const parts = {
      bench: await buildSearchBench(documents, embedder, () => {}),
      embedder,
      classifier: models.classifier,
      generation: models.generation,
      template: answerTemplate(config.companyName)('en'),
      weak: rungOf(rungs, 'small', options.weak),
      strong: rungOf(rungs, 'large', options.strong),
    };
    console.log(`weak: ${parts.weak.id}, strong: ${parts.strong.id}`);
    const records: RoutingRecord[] = [];
    for (const test of cases.filter(({ facts }) => facts.length > 0)) {
      records.push(await recordCase(test, parts));
    }
    writeFileSync(options.file, `${records.map((record) => JSON.stringify(record)).join('\n')}\n`);
    return records;
  } finally {
    await models.close();
    await embedder.close();
  }
}

function rungOf(rungs: Rung[], tier: 'small' | 'large', id: string | undefined): Rung {
  const found = rungs.find((rung) => (id === undefined ? rung.tier === tier : rung.id === id));
  if (found !== undefined) return found;
  const there = rungs.map((rung) => rung.id).join(', ') || 'none';
  throw new Error(`no model ${id ?? `of tier ${tier}`} can be asked; there are: ${there}`);
}
