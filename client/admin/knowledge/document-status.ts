import type {
  DocumentSummaryView,
  IngestionJob,
  KnowledgeOverview,
} from '../../../shared/admin-protocol.ts';
import { counted } from '../../kit/staff/words/numbers.ts';

/** How far a document can be found: at once by words, by meaning when its vectors are there. */
export function searchStatus(document: Pick<DocumentSummaryView, 'passages' | 'embedded'>): {
  text: string;
  isReady: boolean;
  share: number;
} {
  const { passages, embedded } = document;
  if (passages === 0) return { text: 'No text', isReady: true, share: 1 };
  const isReady = embedded >= passages;
  return {
    text: isReady ? 'Ready' : `By words; ${embedded} of ${passages} by meaning`,
    isReady,
    share: Math.min(1, embedded / passages),
  };
}

/** Whether nothing is being read or embedded. */
export function isSettled({ documents, jobs }: KnowledgeOverview): boolean {
  const isWorking = jobs.some(({ state }) => state.kind === 'waiting' || state.kind === 'running');
  return !isWorking && documents.every((document) => searchStatus(document).isReady);
}

/** What a job is doing, or what became of it. `share` is its progress while it runs. */
export function jobStatus({ kind, state }: IngestionJob): {
  text: string;
  tone: 'working' | 'done' | 'failed';
  share: number | null;
} {
  switch (state.kind) {
    case 'waiting':
      return { text: 'Waiting', tone: 'working', share: 0 };
    case 'running':
      return {
        text: state.total === 0 ? 'Reading' : `Reading, ${state.done} of ${state.total}`,
        tone: 'working',
        share: state.total === 0 ? null : state.done / state.total,
      };
    case 'done':
      return { text: doneText(kind, state), tone: 'done', share: null };
    case 'failed':
      return { text: failedText(state), tone: 'failed', share: null };
  }
}

function doneText(
  kind: IngestionJob['kind'],
  done: Extract<IngestionJob['state'], { kind: 'done' }>,
): string {
  const { changed, unchanged, deleted, leftOut = 0 } = done;
  if (kind === 'upload') {
    return changed > 0
      ? 'Added. It can be found by words now, by meaning shortly.'
      : 'Nothing changed: the knowledge base already holds this text.';
  }
  const parts = [`${changed} changed`, `${unchanged} unchanged`];
  if (deleted > 0) parts.push(`${deleted} removed`);
  if (leftOut > 0) parts.push(`${leftOut} left out, deleted here and not changed since`);
  return `Read ${counted(changed + unchanged + leftOut, 'document')}: ${parts.join(', ')}.`;
}

const refusals: Partial<Record<string, string>> = {
  'document-damaged': 'The file is damaged or not what its name says.',
  'document-too-large': 'The file holds too much text.',
  'document-unsupported': 'Files of this kind cannot be read.',
};

function failedText({ code, detail }: { code: string; detail: string }): string {
  const refusal = refusals[code] ?? 'It could not be read.';
  return `${refusal} ${detail} The rest of the knowledge base is untouched.`.replace(/ {2,}/g, ' ');
}

export interface DocumentFilter {
  search: string;
  audience: DocumentSummaryView['audience'] | 'all';
}

/** Documents whose title or name holds every word, by title. */
export function filterDocuments(
  documents: readonly DocumentSummaryView[],
  { search, audience }: DocumentFilter,
): DocumentSummaryView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return documents
    .filter((document) => audience === 'all' || document.audience === audience)
    .filter(({ id, title }) => {
      const text = `${title} ${id}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((left, right) => left.title.localeCompare(right.title));
}
