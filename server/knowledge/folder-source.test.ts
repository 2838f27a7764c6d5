import { chmod, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import type { Embedder } from '../ports/embedder.ts';
import { FolderSource, type FolderSyncResult } from './folder-source.ts';
import { docxOf, wordParagraph } from './ingestion/files.testing.ts';
import { type KnowledgeNode, openKnowledgeNode } from './knowledge-node.testing.ts';

const article = (id: string, text: string) => `---\nid: ${id}\n---\n${text}`;

describe('a knowledge folder', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let embedder: Embedder;
  let node: KnowledgeNode;
  let path: string;
  let folder: FolderSource;
  beforeAll(async () => {
    embedder = startOnnxEmbedder();
    database = await embeddedDatabase();
  }, 120_000);
  afterAll(async () => {
    await embedder.close();
    await database.close();
  }, 60_000);
  beforeEach(async () => {
    await database.pool.query('truncate documents, passages, document_changes');
    node = openKnowledgeNode(database.pool, embedder);
    await node.base.load();
    path = await mkdtemp(join(tmpdir(), 'deskhand-folder-'));
    folder = new FolderSource(path, node.base);
  });
  afterEach(() => rm(path, { recursive: true }));

  const write = (file: string, content: string | Uint8Array) =>
    writeFile(join(path, file), content);
  /** As if it had been written a while ago. */
  const writeOld = async (file: string, content: string | Uint8Array) => {
    await write(file, content);
    const then = new Date(Date.now() - 10_000 - Math.floor(Math.random() * 1e6));
    await utimes(join(path, file), then, then);
  };
  const documents = async () => (await node.base.list()).map(({ id }) => id).toSorted();

  it('is taken in with its subfolders, without hidden files, links to itself and other kinds', async () => {
    await write('a.md', article('first', 'Apples.'));
    await mkdir(join(path, 'more', '.git'), { recursive: true });
    await write('more/b.docx', docxOf(wordParagraph('Bananas.')));
    await write('more/~$b.docx', 'lock');
    await write('.a.md.swp', 'editor');
    await write('more/.git/c.md', 'hidden');
    await write('logo.png', 'picture');
    await symlink(path, join(path, '..data'));
    const steps: string[] = [];
    expect(await folder.sync((done, total) => steps.push(`${done}/${total}`))).toEqual({
      changed: ['first', 'more-b'],
      removed: [],
      leftOut: [],
      refused: [],
      unsettled: [],
    });
    expect(steps.at(-1)).toBe('2/2');
    expect(await documents()).toEqual(['first', 'more-b']);
    expect(node.byWords('bananas')).toEqual(['more-b']);
  });

  it('changes nothing when nothing changed', async () => {
    await write('a.md', article('first', 'Apples.'));
    await folder.sync();
    const nothing = { changed: [], removed: [], leftOut: [], refused: [], unsettled: [] };
    expect(await folder.sync()).toEqual(nothing);
    expect(await new FolderSource(path, node.base).sync()).toEqual(nothing);
  });

  it('is followed through edits, renames and deletions', async () => {
    await write('a.md', article('first', 'Apples.'));
    await write('b.txt', 'Bananas.');
    await folder.sync();
    await write('a.md', article('first', '# Fruit\n\nApricots.'));
    await rename(join(path, 'b.txt'), join(path, 'c.txt'));
    expect(await folder.sync()).toMatchObject({ changed: ['first', 'c'], removed: ['b'] });
    expect([node.byWords('apples'), node.byWords('apricots')]).toEqual([[], ['first']]);
    await rename(join(path, 'a.md'), join(path, 'z.md'));
    expect(await folder.sync()).toMatchObject({ changed: [], removed: [] });
    await rm(join(path, 'z.md'));
    expect(await folder.sync()).toMatchObject({ removed: ['first'] });
    expect(await documents()).toEqual(['c']);
  });

  it('leaves documents alone that came another way', async () => {
    await node.save('uploaded.md', 'Cherries.');
    await folder.sync();
    expect(await documents()).toEqual(['uploaded']);
  });

  describe('of which an admin deleted or corrected a document', () => {
    /** As a restart reads it: with nothing remembered but what is stored. */
    const restart = () => new FolderSource(path, node.base).sync();
    const unchanged = { changed: [], removed: [], refused: [] };
    beforeEach(async () => {
      await write('a.md', article('first', 'Apples.'));
      await write('b.md', article('second', 'Bananas.'));
      await folder.sync();
      await node.base.remove('first');
      await node.save('second.md', 'Blueberries.');
    });

    it('keeps to that at every start, and after somebody only opened and saved the file', async () => {
      expect(await restart()).toMatchObject({ ...unchanged, leftOut: ['first'] });
      await writeOld('a.md', article('first', 'Apples.'));
      expect(await folder.syncTouched()).toMatchObject(unchanged);
      await rename(join(path, 'b.md'), join(path, 'renamed.md'));
      expect(await restart()).toMatchObject(unchanged);
      expect(await documents()).toEqual(['second']);
      expect([node.byWords('apples'), node.byWords('blueberries')]).toEqual([[], ['second']]);
    });

    it('has the last word when its files change, and says over what', async () => {
      await write('a.md', article('first', 'Apricots.'));
      await write('b.md', article('second', 'Brambles.'));
      expect(await restart()).toMatchObject({ changed: ['first', 'second'] });
      expect([node.byWords('apricots'), node.byWords('blueberries')]).toEqual([['first'], []]);
      const files = (await node.base.list()).map(({ id, file }) => [id, file]);
      expect(Object.fromEntries(files)).toEqual({ first: 'over-deletion', second: 'over-upload' });
    });

    it('forgets of a file that is gone, but not the upload in its place', async () => {
      await rm(join(path, 'a.md'));
      await rm(join(path, 'b.md'));
      expect(await restart()).toMatchObject(unchanged);
      expect(await documents()).toEqual(['second']);
      await write('a.md', article('first', 'Apples.'));
      expect(await restart()).toMatchObject({ changed: ['first'] });
    });
  });

  it('refuses two files of one id, names both, and takes neither', async () => {
    await write('a.md', article('same', 'Apples.'));
    await folder.sync();
    await write('a copy.md', article('same', 'Bananas.'));
    await write('c.md', article('other', 'Cherries.'));
    const reason = 'a copy.md and a.md have the same id "same".';
    expect(await folder.sync()).toEqual({
      changed: ['other'],
      removed: [],
      leftOut: [],
      refused: [
        { file: 'a copy.md', reason },
        { file: 'a.md', reason },
      ],
      unsettled: [],
    });
    expect(node.byWords('apples')).toEqual(['same']);
    await rm(join(path, 'a.md'));
    expect(await folder.sync()).toMatchObject({ changed: ['same'], refused: [] });
    expect(node.byWords('bananas')).toEqual(['same']);
  });

  it.each([
    ['a PDF', 'guide.pdf', () => '%PDF-1.4 half'],
    ['front matter', 'guide.md', () => '---\nid: guide\naudience: nobody\n---\nText.'],
    ['a Word file', 'guide.docx', () => docxOf(wordParagraph('x')).slice(0, 99)],
  ])('refuses damaged %s, keeps what it held, and takes the rest', async (_, file, damaged) => {
    await write('guide.txt', 'Apples.');
    await write('gone.md', article('gone', 'Bananas.'));
    await folder.sync();
    await rm(join(path, 'guide.txt'));
    await rm(join(path, 'gone.md'));
    await write(file, damaged());
    await write('new.md', article('new', 'Cherries.'));
    const result = await new FolderSource(path, node.base).sync();
    expect(result).toMatchObject({
      changed: ['new'],
      removed: ['gone'],
      refused: [{ file, reason: expect.stringMatching(/\w+ \w+/) }],
    });
    expect(node.byWords('apples')).toEqual(['guide']);
  });

  it('removes nothing while a file may be any document, and does once it is repaired', async () => {
    await write('a.md', article('first', 'Apples.'));
    await write('b.md', article('second', 'Bananas.'));
    await folder.sync();
    const other = new FolderSource(path, node.base);
    await write('a.md', '');
    await rm(join(path, 'b.md'));
    expect(await other.sync()).toMatchObject({ removed: [], refused: [{ file: 'a.md' }] });
    expect(await documents()).toEqual(['first', 'second']);
    await write('a.md', article('first', 'Apricots.'));
    expect(await other.sync()).toMatchObject({ changed: ['first'], removed: ['second'] });
  });

  it('knows what a damaged file was when it was well before', async () => {
    await write('a.md', article('first', 'Apples.'));
    await write('b.md', article('second', 'Bananas.'));
    await folder.sync();
    await write('a.md', '');
    await rm(join(path, 'b.md'));
    expect(await folder.sync()).toMatchObject({ removed: ['second'], refused: [{ file: 'a.md' }] });
    expect(node.byWords('apples')).toEqual(['first']);
  });

  it('names a file that cannot be opened', async () => {
    await mkdir(join(path, 'folder.md'));
    await write('a.md', article('first', 'Apples.'));
    await chmod(join(path, 'a.md'), 0o644);
    expect(await folder.sync()).toMatchObject({
      changed: ['first'],
      refused: [{ file: 'folder.md', reason: 'The file cannot be opened (EISDIR).' }],
    });
  });

  it('keeps every document when the folder itself is away', async () => {
    await write('a.md', article('first', 'Apples.'));
    await folder.sync();
    const away = `${path}-away`;
    await rename(path, away);
    await expect(folder.sync()).rejects.toThrow(/ENOENT/);
    await rename(away, path);
    expect(await documents()).toEqual(['first']);
    expect(await folder.sync()).toMatchObject({ changed: [], removed: [] });
  });

  it('reads only what was touched, and not what may be half-written', async () => {
    await writeOld('a.md', article('first', 'Apples.'));
    expect(await folder.syncTouched()).toMatchObject({ changed: ['first'] });
    await database.pool.query('truncate documents, passages');
    expect(await folder.syncTouched()).toMatchObject({ changed: [], refused: [] });
    expect(await folder.sync()).toMatchObject({ changed: ['first'] });
    await write('a.md', article('first', 'App'));
    const halfWritten = await folder.syncTouched();
    expect(halfWritten).toMatchObject({ changed: [], removed: [], unsettled: ['a.md'] });
    await writeOld('a.md', article('first', 'Apricots.'));
    expect(await folder.syncTouched()).toMatchObject({ changed: ['first'] });
  });

  describe('that is watched', () => {
    let closing: AbortController;
    let synced: FolderSyncResult[];
    let errors: unknown[];
    beforeEach(async () => {
      await write('a.md', article('first', 'Apples.'));
      await folder.sync();
      closing = new AbortController();
      [synced, errors] = [[], []];
      folder.watch(
        (result) => synced.push(result),
        (error) => errors.push(error),
        closing.signal,
      );
    });
    afterEach(() => closing.abort());
    const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

    it('has its changes taken in by itself, those of new subfolders too', async () => {
      await write('a.md', article('first', 'Apricots.'));
      await until(() => expect(node.byWords('apricots')).toEqual(['first']));
      await mkdir(join(path, 'deep', 'er'), { recursive: true });
      await write('deep/er/b.md', article('second', 'Bananas.'));
      await until(() => expect(node.byWords('bananas')).toEqual(['second']));
      await rm(join(path, 'a.md'));
      await until(() => expect(node.byWords('apricots')).toEqual([]));
      expect(errors).toEqual([]);
    });

    it('is told of a damaged file once, and takes it in when it is repaired', async () => {
      const file = docxOf(wordParagraph('Dates and figs.'));
      await write('d.docx', file.slice(0, 200));
      await until(() => expect(synced.at(-1)?.refused).toMatchObject([{ file: 'd.docx' }]));
      await write('d.docx', file);
      await until(() => expect(node.byWords('figs')).toEqual(['d']));
      await until(() => expect(synced.at(-1)?.refused).toEqual([]));
      expect(synced.filter(({ refused }) => refused.length > 0)).toHaveLength(1);
    });
  });
});
