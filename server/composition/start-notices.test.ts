import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNotices } from './start-notices.ts';

describe('notices at start', () => {
  let empty: string;
  let filled: string;
  beforeAll(async () => {
    empty = await mkdtemp(join(tmpdir(), 'deskhand-notices-'));
    filled = await mkdtemp(join(tmpdir(), 'deskhand-notices-'));
    await writeFile(join(empty, '.gitkeep'), '');
    await writeFile(join(filled, 'returns.md'), 'Within 30 days.');
  });
  afterAll(async () => {
    await rm(empty, { recursive: true });
    await rm(filled, { recursive: true });
  });
  const https = 'https://help.shop.example';

  it('are none where nothing is left to be wished for', async () => {
    const folder = { knowledgeFolder: filled };
    expect(await startNotices({ ...folder, publicUrl: undefined, trustProxy: false })).toEqual([]);
    expect(await startNotices({ ...folder, publicUrl: https, trustProxy: true })).toEqual([]);
  });

  it('warn of https without a trusted proxy, and name the setting', async () => {
    const config = { publicUrl: https, trustProxy: false, knowledgeFolder: filled };
    expect(await startNotices(config)).toEqual([
      expect.stringMatching(/^warning: PUBLIC_URL is https, but TRUST_PROXY is false\./),
    ]);
  });

  it('say that the knowledge folder is empty, and where it is', async () => {
    const config = { publicUrl: undefined, trustProxy: false, knowledgeFolder: empty };
    expect(await startNotices(config)).toEqual([
      expect.stringContaining(`KNOWLEDGE_FOLDER holds no documents yet (${empty}).`),
    ]);
  });
});
