import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const specifier = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

interface Import {
  from: string;
  to: string;
}

const isTest = (file: string): boolean =>
  /\.(?:test|contract|testing)\.tsx?$|\/(?:testing|test-support)\//.test(file);

const sources = globSync('{client,server,shared}/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  file.replaceAll('\\', '/'),
);

const imports: Import[] = sources
  .filter((file) => !isTest(file))
  .flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(specifier)].map((match) => ({
      from,
      to: relative(root, join(root, dirname(from), match[1] ?? '')).replaceAll('\\', '/'),
    })),
  );

const within = (folders: string[]) => (file: string) =>
  folders.some((folder) => file.startsWith(`${folder}/`) || file === folder);

/** Imports that begin in one place and end in another, as lines that name both. */
function crossing(from: (file: string) => boolean, to: (file: string) => boolean): string[] {
  return imports
    .filter((each) => from(each.from) && to(each.to))
    .map((each) => `${each.from} -> ${each.to}`);
}

/** Programs of their own, which put parts together as main does. */
const roots = within([
  'server/main.ts',
  'server/composition',
  'server/evals',
  'server/caching/training',
  'server/metrics/estimate-run.ts',
]);
const parts = [
  'server/routing',
  'server/caching',
  'server/knowledge',
  'server/quality',
  'server/metrics',
  'server/language',
];

describe('imports go one way', () => {
  it('finds the sources', () => {
    expect(imports.length).toBeGreaterThan(300);
  });

  it('shared imports nothing from client or server', () => {
    expect(crossing(within(['shared']), within(['client', 'server']))).toEqual([]);
  });

  it('client and server do not know each other', () => {
    expect(crossing(within(['client']), within(['server']))).toEqual([]);
    expect(crossing(within(['server']), within(['client']))).toEqual([]);
  });

  it('only the composition root knows adapters', () => {
    const others = (file: string) =>
      file.startsWith('server/') && !roots(file) && !file.startsWith('server/adapters/');
    expect(crossing(others, within(['server/adapters']))).toEqual([]);
  });

  it('ports know ports and shared alone', () => {
    const beyond = (file: string) =>
      file.startsWith('server/') && !within(['server/ports', 'server/errors.ts'])(file);
    expect(crossing(within(['server/ports']), beyond)).toEqual([]);
  });

  it('adapters know nothing of turns and transport', () => {
    expect(
      crossing(
        within(['server/adapters']),
        within(['server/stages', 'server/conversation', 'server/transport', 'server/composition']),
      ),
    ).toEqual([]);
  });

  it('stages and the parts they lean on know nothing of conversations and transport', () => {
    const lower = (file: string) => within(['server/stages', ...parts])(file) && !roots(file);
    expect(
      crossing(lower, within(['server/conversation', 'server/transport', 'server/composition'])),
    ).toEqual([]);
  });

  it('conversations know nothing of transport', () => {
    expect(
      crossing(
        within(['server/conversation']),
        within(['server/transport', 'server/composition', 'server/app.ts']),
      ),
    ).toEqual([]);
  });
});

it('only the configuration reads the environment', () => {
  const readers = sources.filter(
    (file) =>
      file.startsWith('server/') &&
      !isTest(file) &&
      readFileSync(join(root, file), 'utf8').includes('process.env'),
  );
  expect(readers).toEqual(['server/config.ts']);
});
