import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { DeskhandError } from '../errors.ts';
import { type ModelCard, modelsFileSchema } from './model-card.ts';

/**
 * Reads the text of `models.yaml`. Throws DeskhandError `setting-invalid` whose message names every wrong field with its
 * line and what is allowed. Values are not repeated, as somebody may have put a key there.
 */
export function parseModels(text: string, fileName = 'models.yaml'): ModelCard[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const line = lines.linePos(syntaxError.pos[0]).line;
    throw invalid([
      `${fileName} line ${line}: ${syntaxError.code.toLowerCase().replaceAll('_', ' ')}`,
    ]);
  }
  const value: unknown = document.toJS() ?? {};
  const result = modelsFileSchema.safeParse(value);
  if (result.success) return result.data.models;
  const lineOf = (path: PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  throw invalid(
    result.error.issues.flatMap((issue) =>
      describeIssue(issue, value).map(({ path, message }) => {
        return `${fileName} line ${lineOf(path)}: ${nameOf(path, value)} ${message}`;
      }),
    ),
  );
}

function invalid(problems: string[]): DeskhandError {
  return new DeskhandError('setting-invalid', { message: problems.join('\n') });
}

function describeIssue(
  issue: z.core.$ZodIssue,
  value: unknown,
): { path: PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: 'is not a known field',
    }));
  }
  const missing = issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined;
  return [
    {
      path: issue.path,
      message: missing ? 'is missing' : `is wrong: ${lowerFirst(issue.message)}`,
    },
  ];
}

/** A path in words: the model's id in place of its index. */
function nameOf(path: PropertyKey[], value: unknown): string {
  const [root, index, ...rest] = path;
  if (root !== 'models' || typeof index !== 'number') return path.join('.') || 'the file';
  const id = valueAt(value, ['models', index, 'id']);
  const model = typeof id === 'string' ? `model "${id.slice(0, 64)}"` : `model ${index + 1}`;
  return rest.length === 0 ? model : `${model}: ${rest.join('.')}`;
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
