import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel } from '../ports/language-model.ts';
import type { ModelCard } from './model-card.ts';
import { ModelCatalog } from './model-catalog.ts';
import { parseModels } from './parse-models.ts';

const shipped = readFileSync(new URL('../../models.yaml', import.meta.url), 'utf8');

const small = `models:
  - id: one
    provider: here
    baseUrl: http://localhost:1/v1
    model: m
    tier: small
    pricesPerMillion: { input: 1, output: 2 }
    contextWindow: 8192
`;

function problems(text: string): string {
  try {
    parseModels(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('the shipped ladder', () => {
  it("holds the article's six models at its prices", () => {
    const prices = Object.fromEntries(
      parseModels(shipped).map(({ id, pricesPerMillion }) => [
        id,
        [pricesPerMillion.input, pricesPerMillion.output],
      ]),
    );
    expect(prices).toEqual({
      'gpt-4o': [2.5, 10],
      'claude-3.5-sonnet': [3, 15],
      'gpt-4o-mini': [0.15, 0.6],
      'claude-3.5-haiku': [0.8, 4],
      'llama-3.1-70b': [0.5, 0.5],
      'mistral-large': [2, 6],
    });
  });

  it('asks every model for a key, so that none is called before someone sets one', () => {
    expect(parseModels(shipped).every((card) => card.apiKey !== undefined)).toBe(true);
  });
});

describe('the presets', () => {
  const folder = new URL('../../docs/models/', import.meta.url);
  const presets = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  it.each(presets)('%s can be used as it is', (name) => {
    expect(parseModels(readFileSync(new URL(name, folder), 'utf8')).length).toBeGreaterThan(0);
  });
});

describe('a wrong models file', () => {
  it('names an unknown field with its line', () => {
    expect(problems(small.replace('tier:', 'prise: 3\n    tier:'))).toBe(
      'models.yaml line 6: model "one": prise is not a known field',
    );
  });

  it('names a missing field', () => {
    expect(problems(small.replace('    provider: here\n', ''))).toBe(
      'models.yaml line 2: model "one": provider is missing',
    );
  });

  it.each([
    ['input: 1', 'input: -1', 'pricesPerMillion.input'],
    ['output: 2', 'output: 2, cachedInput: 5', 'pricesPerMillion.cachedInput'],
    ['contextWindow: 8192', 'contextWindow: 12', 'contextWindow'],
    ['http://localhost:1/v1', 'ftp://localhost', 'baseUrl'],
    ['tier: small', 'tier: huge', 'tier'],
    [
      'contextWindow: 8192',
      'contextWindow: 8192\n    timeouts: { firstTokenMs: 9000, totalMs: 100 }',
      'timeouts.firstTokenMs',
    ],
  ])('refuses %s turned into %s', (from, to, field) => {
    expect(problems(small.replace(from, to))).toContain(`model "one": ${field} is wrong`);
  });

  it('never repeats a key that was put in place of the variable', () => {
    const message = problems(small.replace('model: m', 'model: m\n    apiKey: sk-secret-value'));
    expect(message).toContain('apiKey is wrong: the name of an environment variable');
    expect(message).not.toContain('sk-secret-value');
  });

  it('refuses two models of one id and two reference models', () => {
    const two = `${small}    referenceModel: true\n${small.replace('models:\n', '')}    referenceModel: true\n`;
    expect(problems(two)).toContain('another model has this id');
    expect(problems(two)).toContain('is the reference model already');
  });

  it('points at a syntax error', () => {
    expect(problems('models:\n  - id: [')).toMatch(/^models.yaml line \d/);
  });
});

describe('the model catalog', () => {
  let folder: string;
  let file: string;
  const logged: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
    file = join(folder, 'models.yaml');
    logged.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function open(text: string, keys: Record<string, string> = {}): ModelCatalog {
    writeFileSync(file, text);
    const note = (fields: object, message: string): void => {
      logged.push(`${message} ${JSON.stringify(fields)}`);
    };
    return new ModelCatalog({
      file,
      secret: (name) => keys[name],
      connect: makeSilentModel,
      log: { info: note, warn: note },
      watchIntervalMs: 20,
    });
  }

  it('skips models without a key and says so once', () => {
    const catalog = open(shipped);
    expect(catalog.rungs()).toEqual([]);
    expect(logged.filter((line) => line.includes('without a key'))).toHaveLength(1);
    expect(logged.join()).toContain('gpt-4o (OPENAI_API_KEY)');
  });

  it('offers those with a key, cheapest first', () => {
    const catalog = open(shipped, { OPENAI_API_KEY: 'x', ANTHROPIC_API_KEY: 'y' });
    expect(catalog.rungs().map((rung) => rung.id)).toEqual([
      'gpt-4o-mini',
      'claude-3.5-haiku',
      'gpt-4o',
      'claude-3.5-sonnet',
    ]);
  });

  it('compares with the reference model, key or not', () => {
    expect(open(shipped).referencePrices()).toEqual({ input: 2.5, output: 10, cachedInput: 1.25 });
  });

  it('takes over an edit without a restart', async () => {
    const catalog = open(small);
    catalog.watch();
    writeFileSync(file, small.replace('id: one', 'id: renamed'));
    await expect.poll(() => catalog.rungs()[0]?.id).toBe('renamed');
    catalog.close();
  });

  it('keeps its ladder when an edit is wrong, and logs why', () => {
    const catalog = open(small);
    writeFileSync(file, small.replace('input: 1', 'input: cheap'));
    expect(catalog.reload()).toBe(false);
    expect(catalog.rungs()[0]?.id).toBe('one');
    expect(logged.at(-1)).toContain('pricesPerMillion.input is wrong');
  });

  it('refuses to start with a file that is not there', () => {
    const start = (): ModelCatalog =>
      new ModelCatalog({
        file: join(folder, 'absent.yaml'),
        secret: () => undefined,
        connect: makeSilentModel,
        log: { info: () => {}, warn: () => {} },
      });
    expect(start).toThrow('MODELS_FILE');
  });
});

function makeSilentModel(card: ModelCard): LanguageModel {
  return { id: card.id, provider: card.provider, stream: async function* () {} };
}
