import { type TaskClass, taskClassSchema } from '../../../shared/receipt.ts';

export interface LabelledQuestion {
  taskClass: TaskClass;
  text: string;
}

/** Reads labelled questions: a class, a tab and a question on each line. Throws where a line is neither empty nor that. */
export function parseQuestions(text: string): LabelledQuestion[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [label = '', question = ''] = line.split('\t');
    const taskClass = taskClassSchema.safeParse(label);
    if (taskClass.success && question.trim() !== '') {
      return [{ taskClass: taskClass.data, text: question.trim() }];
    }
    throw new Error(`line ${index + 1}: expected a task class, a tab and a question`);
  });
}

/** How often each class was taken for each: rows are the right classes, columns the found ones. */
export class Confusion {
  readonly #counts = new Map<TaskClass, Map<TaskClass, number>>();

  add(right: TaskClass, found: TaskClass): void {
    const row = this.#counts.get(right) ?? new Map<TaskClass, number>();
    row.set(found, (row.get(found) ?? 0) + 1);
    this.#counts.set(right, row);
  }

  /** Share found right over all questions. */
  accuracy(): number {
    let right = 0;
    let all = 0;
    for (const [taskClass, row] of this.#counts) {
      right += row.get(taskClass) ?? 0;
      all += total(row);
    }
    return all === 0 ? 0 : right / all;
  }

  /** Share of a class that was found; null where the class was not asked. */
  recall(taskClass: TaskClass): number | null {
    const row = this.#counts.get(taskClass);
    return row ? (row.get(taskClass) ?? 0) / total(row) : null;
  }

  table(): Record<string, Record<string, number | string>> {
    return Object.fromEntries(
      [...this.#counts].map(([taskClass, row]) => [
        taskClass,
        { ...Object.fromEntries(row), recall: (this.recall(taskClass) ?? 0).toFixed(3) },
      ]),
    );
  }
}

function total(row: Map<TaskClass, number>): number {
  return [...row.values()].reduce((sum, count) => sum + count, 0);
}
