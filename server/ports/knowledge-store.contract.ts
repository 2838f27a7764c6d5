import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document, KnowledgeStore, Passage } from './knowledge-store.ts';

export interface KnowledgeStoreUnderTest {
  store: KnowledgeStore;
  /** Cuts it off from its database, to see what it says then. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

type NewDocument = Omit<Document, 'version'>;
type NewPassage = Omit<Passage, 'documentVersion'>;

const model = 'test-model@1';

/** What every KnowledgeStore does. Cases use documents of their own, so they need no empty store. */
export function describeKnowledgeStoreContract(
  name: string,
  makeAdapter: () => Promise<KnowledgeStoreUnderTest>,
): void {
  describe(`KnowledgeStore on ${name}`, () => {
    let adapter: KnowledgeStoreUnderTest;
    let store: KnowledgeStore;
    beforeAll(async () => {
      adapter = await makeAdapter();
      store = adapter.store;
    });
    afterAll(() => adapter.close());

    const save = (document: NewDocument, texts = ['First part.', 'Second part.']) =>
      store.saveDocument(document, passagesFor(document, texts));

    it('gives a document and its passages back as they were saved', async () => {
      const document = exampleDocument({ url: 'https://shop.example/tubes' });
      expect(await save(document)).toEqual({ changed: true, version: 1 });
      expect(await store.getDocument(document.id)).toEqual({ ...document, version: 1 });
      const expected = passagesFor(document, ['First part.', 'Second part.']).map((passage) => ({
        ...passage,
        documentVersion: 1,
      }));
      expect(await store.passagesOf([document.id])).toEqual(expected);
      expect((await store.allPassages()).filter(of(document))).toEqual(expected);
    });

    it('stores nothing when neither content nor front matter changed', async () => {
      const document = exampleDocument();
      await save(document);
      const before = await store.indexVersion();
      expect(await save(document)).toEqual({ changed: false, version: 1 });
      expect(await store.indexVersion()).toBe(before);
    });

    it.each([
      ['content', { contentHash: 'other', markdown: 'Other' }],
      ['title', { title: 'Other' }],
      ['audience', { audience: 'internal' }],
      ['volatility', { volatility: 'volatile' }],
      ['date', { updated: '2026-02-02' }],
      ['address', { url: 'https://shop.example/other' }],
    ] as const)('gives a new version to a changed %s', async (_, change) => {
      const document = exampleDocument();
      await save(document);
      const before = await store.indexVersion();
      expect(await save({ ...document, ...change })).toEqual({ changed: true, version: 2 });
      expect(await store.getDocument(document.id)).toEqual({ ...document, ...change, version: 2 });
      expect(await store.indexVersion()).toBeGreaterThan(before);
    });

    it('replaces the passages as a whole, and they carry the front matter of the document', async () => {
      const document = exampleDocument();
      await save(document);
      await save({ ...document, contentHash: 'new', audience: 'internal' }, ['Only part.']);
      expect(await store.passagesOf([document.id])).toMatchObject([
        { text: 'Only part.', ordinal: 0, documentVersion: 2, audience: 'internal' },
      ]);
    });

    it('keeps one of several savers at the same time, whole', async () => {
      const document = exampleDocument();
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((letter) =>
          save({ ...document, contentHash: letter, markdown: letter }, [letter, letter]),
        ),
      );
      const stored = await store.getDocument(document.id);
      expect(stored?.version).toBe(4);
      const texts = (await store.passagesOf([document.id])).map((passage) => passage.text);
      expect(texts).toEqual([stored?.markdown, stored?.markdown]);
    });

    it('forgets a deleted document and its passages', async () => {
      const document = exampleDocument();
      await save(document);
      const before = await store.indexVersion();
      expect(await store.deleteDocument(document.id)).toBe(true);
      expect(await store.deleteDocument(document.id)).toBe(false);
      expect(await store.getDocument(document.id)).toBeNull();
      expect(await store.passagesOf([document.id])).toEqual([]);
      expect((await store.listDocuments(model)).map((entry) => entry.id)).not.toContain(
        document.id,
      );
      expect(await store.indexVersion()).toBe(before + 1);
    });

    it('never gives a version twice, also when a deleted document comes back', async () => {
      const document = exampleDocument();
      await save(document);
      await store.deleteDocument(document.id);
      expect((await save(document)).version).toBe(2);
      expect(await store.passagesOf([document.id])).toHaveLength(2);
    });

    it('tells current versions, and leaves absent documents out', async () => {
      const [once, twice, gone] = [exampleDocument(), exampleDocument(), exampleDocument()];
      for (const document of [once, twice, gone]) await save(document);
      await save({ ...twice, contentHash: 'new' });
      await store.deleteDocument(gone.id);
      expect(await store.documentVersions([once.id, twice.id, gone.id, 'absent'])).toEqual(
        new Map([
          [once.id, 1],
          [twice.id, 2],
        ]),
      );
    });

    describe('of a file in the folder', () => {
      const take = (document: NewDocument, fileHash: string) =>
        store.saveDocument(document, passagesFor(document, [document.markdown]), fileHash);
      const upload = (document: NewDocument) =>
        save({ ...document, source: 'upload', contentHash: 'corrected', markdown: 'Corrected' });
      const fileOf = async ({ id }: NewDocument) =>
        (await store.listDocuments(model)).find((entry) => entry.id === id)?.file;
      const left = { changed: false };

      it('takes the document, and again as long as it is the file of nobody else', async () => {
        const document = exampleDocument();
        expect(await take(document, 'file 1')).toEqual({ changed: true, version: 1 });
        expect(await take(document, 'file 1')).toEqual({ changed: false, version: 1 });
        const readOtherwise = { ...document, contentHash: 'by a better parser' };
        expect(await take(readOtherwise, 'file 1')).toEqual({ changed: true, version: 2 });
        expect(await fileOf(document)).toBe('followed');
      });

      it('leaves a deleted document deleted until the file changes', async () => {
        const document = exampleDocument();
        await take(document, 'file 1');
        await store.deleteDocument(document.id);
        const before = await store.indexVersion();
        expect(await take(document, 'file 1')).toEqual({ changed: false, version: 0 });
        expect(await take({ ...document, title: 'Renamed' }, 'file 1')).toMatchObject(left);
        expect(await store.getDocument(document.id)).toBeNull();
        expect(await store.passagesOf([document.id])).toEqual([]);
        expect(await store.indexVersion()).toBe(before);
        expect(await take(document, 'file 2')).toEqual({ changed: true, version: 2 });
        expect(await fileOf(document)).toBe('over-deletion');
      });

      it('leaves an upload in its place until the file changes', async () => {
        const document = exampleDocument();
        await take(document, 'file 1');
        await upload(document);
        expect(await fileOf(document)).toBe('set-aside');
        expect(await take(document, 'file 1')).toEqual({ changed: false, version: 2 });
        expect((await store.getDocument(document.id))?.markdown).toBe('Corrected');
        expect(await take({ ...document, contentHash: 'third' }, 'file 2')).toMatchObject({
          changed: true,
          version: 3,
        });
        expect(await store.getDocument(document.id)).toMatchObject({ source: 'folder' });
        expect(await fileOf(document)).toBe('over-upload');
        await upload(document);
        expect(await fileOf(document)).toBe('set-aside');
      });

      it('counts as known also where its text was there already', async () => {
        const [edited, uploaded] = [exampleDocument(), exampleDocument({ source: 'upload' })];
        await take(edited, 'file 1');
        await save(uploaded);
        expect(await fileOf(uploaded)).toBe('none');
        for (const document of [edited, uploaded]) {
          expect(await take({ ...document, source: 'folder' }, 'file 2')).toMatchObject(left);
          await store.deleteDocument(document.id);
          expect(await take({ ...document, source: 'folder' }, 'file 2')).toMatchObject(left);
          expect(await store.getDocument(document.id)).toBeNull();
        }
      });

      it('takes its document with it when it goes, and is a new one when it comes back', async () => {
        const [kept, deleted] = [exampleDocument(), exampleDocument()];
        for (const document of [kept, deleted]) await take(document, 'file 1');
        await store.deleteDocument(deleted.id);
        expect(await store.folderDocuments()).toEqual(
          expect.arrayContaining([kept.id, deleted.id]),
        );
        const before = await store.indexVersion();
        expect(await store.dropFile(kept.id)).toBe(true);
        expect(await store.dropFile(kept.id)).toBe(false);
        expect(await store.dropFile(deleted.id)).toBe(false);
        expect(await store.passagesOf([kept.id])).toEqual([]);
        expect(await store.changesSince(before)).toEqual({
          indexVersion: before + 1,
          documentIds: [kept.id],
        });
        const known = await store.folderDocuments();
        expect(known.filter((id) => [kept.id, deleted.id].includes(id))).toEqual([]);
        for (const document of [kept, deleted]) {
          expect(await take(document, 'file 1')).toEqual({ changed: true, version: 2 });
          expect(await fileOf(document)).toBe('followed');
        }
      });

      it('leaves an upload in its place when it goes', async () => {
        const document = exampleDocument();
        await take(document, 'file 1');
        await upload(document);
        expect(await store.dropFile(document.id)).toBe(false);
        expect(await store.folderDocuments()).not.toContain(document.id);
        expect((await store.getDocument(document.id))?.markdown).toBe('Corrected');
        expect(await fileOf(document)).toBe('none');
      });
    });

    describe('vectors', () => {
      it('come back exactly, for the model and the hashes asked for', async () => {
        const hash = randomUUID();
        const vector = Float32Array.from({ length: 384 }, (_, n) => Math.sin(n) / 20);
        await store.saveVectors(model, [{ contentHash: hash, vector }]);
        expect(await store.vectorsByHash(model, [hash, 'absent'])).toEqual(
          new Map([[hash, vector]]),
        );
        expect(await store.vectorsByHash('other-model', [hash])).toEqual(new Map());
      });

      it('are replaced when saved again, and may come many at a time', async () => {
        const prefix = randomUUID();
        const many = Array.from({ length: 2_500 }, (_, n) => ({
          contentHash: `${prefix}-${n}`,
          vector: Float32Array.of(n, 1, 2),
        }));
        await store.saveVectors(model, many);
        await store.saveVectors(model, [
          { contentHash: `${prefix}-0`, vector: Float32Array.of(9, 9, 9) },
        ]);
        const hashes = many.map((entry) => entry.contentHash);
        const vectors = await store.vectorsByHash(model, hashes);
        expect(vectors.size).toBe(2_500);
        expect(vectors.get(`${prefix}-0`)).toEqual(Float32Array.of(9, 9, 9));
        expect(vectors.get(`${prefix}-2499`)).toEqual(Float32Array.of(2499, 1, 2));
      });

      it('are counted in the list of documents, and survive an edit that keeps the passage', async () => {
        const document = exampleDocument();
        await save(document);
        const [first] = passagesFor(document, ['First part.']);
        if (!first) throw new Error('no passage');
        await store.saveVectors(model, [
          { contentHash: first.contentHash, vector: Float32Array.of(1) },
        ]);
        await save({ ...document, contentHash: 'new' }, ['First part.', 'Changed.', 'Added.']);
        const list = await store.listDocuments(model);
        const { markdown: _, ...summary } = document;
        expect(list.find((entry) => entry.id === document.id)).toEqual({
          ...summary,
          file: 'followed',
          contentHash: 'new',
          version: 2,
          passages: 3,
          embedded: 1,
        });
      });
    });

    describe('changes', () => {
      it('are told to whoever asks what came after a version', async () => {
        const [first, second] = [exampleDocument(), exampleDocument()];
        await save(first);
        const before = await store.indexVersion();
        expect(await store.changesSince(before)).toEqual({ indexVersion: before, documentIds: [] });
        await save(second);
        await store.deleteDocument(first.id);
        await save(second);
        expect(await store.changesSince(before)).toEqual({
          indexVersion: before + 2,
          documentIds: [second.id, first.id],
        });
        expect((await store.changesSince(before + 1)).documentIds).toEqual([first.id]);
      });
    });

    describe('claims', () => {
      const hashesOf = (passages: Passage[]) => passages.map(({ contentHash }) => contentHash);
      const saved = async (texts: string[]) => {
        const document = exampleDocument();
        await save(document, texts);
        return { document, model: `model of ${document.id}` };
      };
      const claimed = async (model: string, document: NewDocument, leaseMs = 60_000) =>
        (await store.claimPassages(model, 10_000, leaseMs)).filter(of(document));

      it('give each text without a vector to one caller', async () => {
        const { document, model } = await saved(['One.', 'Two.', 'Three.']);
        const [left, right] = await Promise.all([
          claimed(model, document),
          claimed(model, document),
        ]);
        expect([...left, ...right].map(({ text }) => text).toSorted()).toEqual([
          'One.',
          'Three.',
          'Two.',
        ]);
        expect(await claimed(model, document)).toEqual([]);
      });

      it('hold as many as asked for, and a text once though two passages have it', async () => {
        const { document, model } = await saved(['Same.', 'Same.', 'Other.']);
        expect(await store.claimPassages(model, 1, 60_000)).toHaveLength(1);
        const rest = await claimed(model, document);
        expect(new Set(hashesOf(rest)).size).toBe(rest.length);
      });

      it('end when they are released, run out, or the vector is there', async () => {
        const { document, model } = await saved(['One.', 'Two.']);
        const first = await claimed(model, document, 0);
        expect(await claimed(model, document)).toEqual(first);
        await store.releasePassages(model, hashesOf(first));
        expect(await claimed(model, document)).toEqual(first);
        const before = await store.vectorCounts(model);
        const [one] = first;
        if (one === undefined) throw new Error('no passage');
        const vector = Float32Array.of(1);
        await store.saveVectors(model, [{ contentHash: one.contentHash, vector }]);
        await store.releasePassages(model, hashesOf(first));
        expect(hashesOf(await claimed(model, document))).toEqual(hashesOf(first.slice(1)));
        expect(await store.vectorCounts(model)).toEqual({ ...before, done: before.done + 1 });
      });

      it('leave out what was replaced or deleted', async () => {
        const { document, model } = await saved(['One.', 'Two.']);
        await save({ ...document, contentHash: 'new' }, ['Two.']);
        expect((await claimed(model, document)).map(({ text }) => text)).toEqual(['Two.']);
        await store.deleteDocument(document.id);
        expect(await claimed(`other ${model}`, document)).toEqual([]);
      });
    });

    it('says that the storage is unavailable when it is, and that a retry may help', async () => {
      await adapter.disconnect();
      const unavailable = { code: 'storage-unavailable', retryable: true };
      await expect(store.getDocument('any')).rejects.toMatchObject(unavailable);
      await expect(save(exampleDocument())).rejects.toMatchObject(unavailable);
    });
  });
}

function exampleDocument(parts: Partial<NewDocument> = {}): NewDocument {
  return {
    id: randomUUID(),
    title: 'Tubes',
    audience: 'public',
    volatility: 'stable',
    locale: 'en',
    site: 'shop',
    updated: '2026-01-31',
    contentHash: 'hash',
    markdown: '# Tubes\n\nFirst part. Second part.',
    source: 'folder',
    ...parts,
  };
}

function passagesFor(document: NewDocument, texts: string[]): NewPassage[] {
  return texts.map((text, ordinal) => ({
    id: `${document.id}#${ordinal}`,
    documentId: document.id,
    documentTitle: document.title,
    heading: 'Tubes > Sizes',
    text,
    contentHash: `${document.id}:${text}`,
    ordinal,
    tokens: 3,
    audience: document.audience,
    volatility: document.volatility,
    locale: document.locale,
    site: document.site,
    ...(document.url === undefined ? {} : { url: document.url }),
  }));
}

function of(document: NewDocument): (passage: Passage) => boolean {
  return (passage) => passage.documentId === document.id;
}
