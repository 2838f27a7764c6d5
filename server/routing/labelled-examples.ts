import { readFileSync } from 'node:fs';
import { type TaskClass, taskClassSchema } from '../../shared/receipt.ts';

export interface LabelledExample {
  taskClass: TaskClass;
  text: string;
}

/** The examples that come with the project: one file a class, one example a line. */
export function readLabelledExamples(
  folder: URL = new URL('./examples/', import.meta.url),
): LabelledExample[] {
  return taskClassSchema.options.flatMap((taskClass) =>
    readFileSync(new URL(`${taskClass}.txt`, folder), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((text) => ({ taskClass, text })),
  );
}
