import { describe, expect, it } from 'vitest';
import type { DocumentSummaryView, IngestionJob } from '../../../shared/admin-protocol.ts';
import { filterDocuments, isSettled, jobStatus, searchStatus } from './document-status.ts';

const document = (id: string, values: Partial<DocumentSummaryView> = {}): DocumentSummaryView => ({
  id,
  title: id,
  audience: 'public',
  volatility: 'stable',
  locale: 'en',
  site: 'default',
  updated: '2026-03-01',
  version: 1,
  source: 'folder',
  file: 'followed',
  passages: 4,
  embedded: 4,
  ...values,
});

const job = (
  state: IngestionJob['state'],
  kind: IngestionJob['kind'] = 'upload',
): IngestionJob => ({
  id: 'job-1',
  kind,
  name: 'guide.pdf',
  createdAt: '2026-03-01T10:00:00Z',
  state,
});

describe('the status of a document', () => {
  it('is ready when all of its passages can be found by meaning', () => {
    expect(searchStatus(document('a'))).toMatchObject({ isReady: true, text: 'Ready' });
    expect(searchStatus(document('a', { embedded: 1 }))).toEqual({
      isReady: false,
      share: 0.25,
      text: 'By words; 1 of 4 by meaning',
    });
  });

  it('keeps the page asking until everything is read and embedded', () => {
    const done = job({ kind: 'done', changed: 1, unchanged: 0, deleted: 0 });
    expect(isSettled({ documents: [document('a')], jobs: [done] })).toBe(true);
    expect(isSettled({ documents: [document('a', { embedded: 0 })], jobs: [] })).toBe(false);
    expect(isSettled({ documents: [], jobs: [job({ kind: 'waiting' })] })).toBe(false);
  });
});

describe('the status of a job', () => {
  it('shows how far it is', () => {
    expect(jobStatus(job({ kind: 'running', done: 3, total: 12 }))).toEqual({
      text: 'Reading, 3 of 12',
      tone: 'working',
      share: 0.25,
    });
  });

  it('says what a folder changed', () => {
    const state = { kind: 'done', changed: 2, unchanged: 40, deleted: 1 } as const;
    expect(jobStatus(job(state, 'folder')).text).toBe(
      'Read 42 documents: 2 changed, 40 unchanged, 1 removed.',
    );
    expect(jobStatus(job({ ...state, deleted: 0, leftOut: 1 }, 'folder')).text).toBe(
      'Read 43 documents: 2 changed, 40 unchanged, 1 left out, deleted here and not changed since.',
    );
  });

  it('says why a file was refused and that nothing else changed', () => {
    const state = { kind: 'failed', code: 'document-damaged', detail: 'No pages found.' } as const;
    expect(jobStatus(job(state))).toMatchObject({
      tone: 'failed',
      text: 'The file is damaged or not what its name says. No pages found. The rest of the knowledge base is untouched.',
    });
  });
});

describe('searching documents', () => {
  const documents = [
    document('returns', { title: 'Returning a bike' }),
    document('prices', { title: 'All prices', audience: 'internal' }),
  ];

  it('takes every word in the title or the name', () => {
    const found = filterDocuments(documents, { search: 'bike ret', audience: 'all' });
    expect(found.map(({ id }) => id)).toEqual(['returns']);
  });

  it('sorts by title and keeps to the audience', () => {
    expect(filterDocuments(documents, { search: '', audience: 'all' })[0]?.id).toBe('prices');
    expect(filterDocuments(documents, { search: '', audience: 'public' })).toHaveLength(1);
  });
});
