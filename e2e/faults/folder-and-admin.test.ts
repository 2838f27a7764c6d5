import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { documentRecordSchema, knowledgeOverviewSchema } from '../../shared/admin-protocol.ts';
import { Admin } from '../harness/admin.ts';
import { startDeskhandProcess } from '../harness/deskhand-process.ts';

it('what an admin deleted or corrected stays so after a restart, until its file changes', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-folder-and-admin-'));
  const knowledge = join(folder, 'knowledge');
  await mkdir(knowledge);
  await writeFile(join(knowledge, 'bells.md'), '# Bells\n\nA bell costs 9.00 EUR.');
  await writeFile(join(knowledge, 'locks.md'), '# Locks\n\nA lock costs 30.00 EUR.');
  const options = {
    dataFolder: join(folder, 'data'),
    settings: { KNOWLEDGE_FOLDER: knowledge, LOG_LEVEL: 'warn' },
  };
  const filesOf = async (admin: Admin) => {
    const { documents } = await admin.read('/knowledge', knowledgeOverviewSchema);
    return Object.fromEntries(documents.map(({ id, file }) => [id, file]));
  };
  const until = (check: () => Promise<void>) =>
    vi.waitFor(check, { timeout: 20_000, interval: 50 });

  const first = await startDeskhandProcess(options);
  const before = await Admin.signIn(first.url);
  expect(await filesOf(before)).toEqual({ bells: 'followed', locks: 'followed' });
  await before.change('DELETE', '/knowledge/documents/bells');
  const corrected = new FormData();
  corrected.set('file', new File(['# Locks\n\nA lock costs 35.00 EUR.'], 'locks.md'));
  await before.change('POST', '/knowledge/documents', corrected);
  await until(async () => expect(await filesOf(before)).toEqual({ locks: 'set-aside' }));
  await first.kill();

  const second = await startDeskhandProcess(options);
  const after = await Admin.signIn(second.url);
  expect(await filesOf(after)).toEqual({ locks: 'set-aside' });
  const { markdown } = await after.read('/knowledge/documents/locks', documentRecordSchema);
  expect(markdown).toContain('35.00');
  await writeFile(join(knowledge, 'bells.md'), '# Bells\n\nA bell costs 10.00 EUR.');
  await until(async () =>
    expect(await filesOf(after)).toEqual({ bells: 'over-deletion', locks: 'set-aside' }),
  );
  await second.close();
  await rm(folder, { recursive: true });
});
