import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startDeskhandProcess } from '../harness/deskhand-process.ts';

describe('the knowledge of a server', { timeout: 120_000 }, () => {
  it('names the setting when its folder is not there', async () => {
    const start = startDeskhandProcess({ settings: { KNOWLEDGE_FOLDER: '/no/such/folder' } });
    await expect(start).rejects.toThrow(
      /a setting is wrong[\s\S]*KNOWLEDGE_FOLDER: allowed is a folder; "\/no\/such\/folder" is none/,
    );
  });

  it('shows how its documents and vectors come, and ends without an error in the middle', async () => {
    const server = await startDeskhandProcess({ settings: { LOG_LEVEL: 'warn' } });
    const ended = server.close();
    await ended;
    expect(server.output()).toMatch(/documents 56\/56/);
    expect(server.output()).not.toMatch(/"level":[456]0|vectors 311\/311/);
  });

  it('goes on with the vectors after a kill, and starts although a document is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskhand-kill-'));
    const knowledge = join(folder, 'knowledge');
    await mkdir(knowledge);
    await writeFile(join(knowledge, 'a.pdf'), '%PDF-1.4');
    await writeFile(join(knowledge, 'b.md'), '# Bells\n\nA bell costs 9.00 EUR.');
    const options = {
      dataFolder: join(folder, 'data'),
      settings: { KNOWLEDGE_FOLDER: knowledge, LOG_LEVEL: 'warn' },
    };
    const first = await startDeskhandProcess(options);
    await first.kill();
    const second = await startDeskhandProcess(options);
    await second.vectorsReady;
    await second.close();
    expect(second.output()).toMatch(/"file":"a\.pdf","reason":"The file cannot be read as PDF\./);
    await rm(folder, { recursive: true });
  });
});
