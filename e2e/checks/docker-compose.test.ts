import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig, settings } from '../../server/config.ts';

const root = join(import.meta.dirname, '../..');
const text = (file: string) => readFileSync(join(root, file), 'utf8');
const { deskhand } = parse(text('docker-compose.yml')).services;
const environment: Record<string, string> = deskhand.environment;

/** As compose fills it in for a user who set these. */
const filled = (set: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):[-?](.*)\}/, (_, key, otherwise) => set[key] ?? otherwise),
    ]),
  );

describe('docker-compose.yml', () => {
  it('passes every setting on but those of the image or of another service', () => {
    const ofTheImage = ['PORT', 'HOST', 'DATA_FOLDER', 'MODELS_FILE', 'QDRANT_API_KEY'];
    const names = Object.values(settings).map(({ name }) => name);
    expect(names.filter((name) => !(name in environment))).toEqual(ofTheImage);
    const fixed = ['DATABASE_URL', 'REDIS_URL', 'QDRANT_URL', 'KNOWLEDGE_FOLDER'];
    for (const [name, value] of Object.entries(environment)) {
      if (fixed.includes(name)) expect(value).not.toContain('$');
      else expect(value).toMatch(new RegExp(`^\\$\\{${name}:[-?].*\\}$`));
    }
  });

  it('passes the key of every model that is described', () => {
    const files = ['models.yaml', ...globSync('docs/models/*.yaml', { cwd: root })];
    const keys = files.flatMap((file) => [...text(file).matchAll(/apiKey: (\w+)/g)]);
    expect(keys.length).toBeGreaterThan(4);
    for (const [, key] of keys) expect(environment).toHaveProperty(key ?? '');
  });

  it('takes what is not set for the default, and what is set for that', () => {
    const DESKHAND_SECRET = 'x'.repeat(32);
    const bare = readConfig(filled({ DESKHAND_SECRET }));
    expect(bare).toMatchObject({ sites: ['default'], trustProxy: false, allowedOrigins: [] });
    const TRUST_PROXY = 'true';
    expect(readConfig(filled({ DESKHAND_SECRET, TRUST_PROXY })).trustProxy).toBe(true);
  });

  it("serves the user's own documents, from a folder that is there and empty", () => {
    const { knowledgeFolder } = readConfig(filled({ DESKHAND_SECRET: 'x'.repeat(32) }));
    const mount = deskhand.volumes.find(
      (one: { target?: string }) => one.target === knowledgeFolder,
    );
    expect(mount).toMatchObject({
      type: 'bind',
      source: `\${KNOWLEDGE_FOLDER:-./knowledge}`,
      read_only: true,
    });
    expect(readdirSync(join(root, 'knowledge'))).toContain('.gitkeep');
  });
});
