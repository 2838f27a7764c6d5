import { createHash } from 'node:crypto';
import { DeskhandError } from '../errors.ts';
import { documentFiles, idOfDamaged, readFound } from './folder-files.ts';
import { watchFolder } from './folder-watch.ts';
import type { ReadDocument } from './ingestion/to-document.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

export interface FolderSyncResult {
  changed: string[];
  removed: string[];
  /** Documents that an admin deleted and whose files did not change since, of the files that were read. */
  leftOut: string[];
  /** Files that were refused; what they held before is left as it was. */
  refused: { file: string; reason: string }[];
  /** Files that were being written; a later sync takes them. */
  unsettled: string[];
}

/** `documentId` is null where it cannot be told which document the file was. */
type FileState =
  | { kind: 'same'; documentId: string }
  | { kind: 'read'; documentId: string; stamp: string; document: ReadDocument; fileHash: string }
  | { kind: 'refused'; documentId: string | null; stamp: string | undefined; reason: string }
  | { kind: 'unsettled'; documentId: string | null };

/** What is remembered of a file, so that it is not read again before somebody touches it. */
interface KnownFile {
  stamp: string;
  documentId: string | null;
  /** Null where it was taken. */
  refusal: string | null;
}

const defaults = { source: 'folder', audience: 'public', locale: 'en' } as const;

/** A file touched in the last so many milliseconds may be half-written. */
const settleMs = 300;

/**
 * A folder of documents that the knowledge base follows. Documents uploaded by hand are not its business, and what an admin
 * deleted or replaced by an upload stays so until the file changes.
 */
export class FolderSource {
  readonly #folder: string;
  readonly #knowledge: KnowledgeBase;
  readonly #known = new Map<string, KnownFile>();
  #syncing: Promise<unknown> = Promise.resolve();

  constructor(folder: string, knowledge: KnowledgeBase) {
    this.#folder = folder;
    this.#knowledge = knowledge;
  }

  /** Brings the knowledge base to the folder's state, reading every file. `onFile` hears how many are done. */
  sync(onFile: (done: number, total: number) => void = () => {}): Promise<FolderSyncResult> {
    return this.#next(() => this.#sync(onFile, { isFull: true }));
  }

  /** The same, but without reading what nobody touched since, nor what may be half-written. */
  syncTouched(): Promise<FolderSyncResult> {
    return this.#next(() => this.#sync(() => {}, { isFull: false }));
  }

  /** Follows the folder until the signal aborts; calls back with each sync that changed or refused something. */
  watch(
    onSync: (result: FolderSyncResult) => void,
    onError: (error: unknown) => void,
    signal: AbortSignal,
  ): void {
    watchFolder(this.#folder, () => this.syncTouched(), { settleMs, onSync, onError, signal });
  }

  #next<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#syncing.then(work);
    this.#syncing = next.catch(() => {});
    return next;
  }

  async #sync(
    onFile: (done: number, total: number) => void,
    { isFull }: { isFull: boolean },
  ): Promise<FolderSyncResult> {
    const files = await documentFiles(this.#folder);
    let steps = 0;
    // A file is done when it was read and stored.
    const step = () => onFile(Math.floor(++steps / 2), files.length);
    for (const file of this.#known.keys()) if (!files.includes(file)) this.#known.delete(file);
    const states = new Map<string, FileState>();
    for (const file of files) {
      states.set(file, await this.#read(file, isFull));
      step();
    }
    refuseDoubles(states);
    const result: FolderSyncResult = {
      changed: [],
      removed: [],
      leftOut: [],
      refused: [],
      unsettled: [],
    };
    for (const [file, state] of states) {
      await this.#take(file, state, result);
      step();
    }
    await this.#removeMissing([...states.values()], result);
    return result;
  }

  async #read(file: string, isFull: boolean): Promise<FileState> {
    const known = this.#known.get(file);
    const knownId = known?.documentId ?? null;
    const knownStamp = isFull ? undefined : known?.stamp;
    const found = await readFound(this.#folder, file, knownStamp, isFull ? 0 : settleMs);
    if (found.kind === 'unsettled') return { kind: 'unsettled', documentId: knownId };
    if (found.kind === 'closed') {
      return { kind: 'refused', documentId: knownId, stamp: undefined, reason: found.reason };
    }
    if (found.kind === 'same') {
      const { refusal = null } = known ?? {};
      if (refusal === null && knownId !== null) return { kind: 'same', documentId: knownId };
      return {
        kind: 'refused',
        documentId: knownId,
        stamp: known?.stamp,
        reason: refusal ?? 'The file cannot be read.',
      };
    }
    const { bytes, stamp } = found;
    try {
      const document = await this.#knowledge.read(file, bytes, defaults);
      const fileHash = createHash('sha256').update(bytes).digest('hex');
      return { kind: 'read', documentId: document.document.id, stamp, document, fileHash };
    } catch (error) {
      const documentId = knownId ?? idOfDamaged(file, bytes);
      return { kind: 'refused', documentId, stamp, reason: reasonOf(error) };
    }
  }

  async #take(file: string, state: FileState, result: FolderSyncResult): Promise<void> {
    if (state.kind === 'unsettled') result.unsettled.push(file);
    if (state.kind === 'refused') this.#refuse(file, state, result);
    if (state.kind !== 'read') return;
    const { documentId, stamp } = state;
    try {
      const { changed, version } = await this.#knowledge.put(state.document, state.fileHash);
      if (changed) result.changed.push(documentId);
      if (version === 0) result.leftOut.push(documentId);
      this.#known.set(file, { stamp, documentId, refusal: null });
    } catch (error) {
      const reason = reasonOf(error);
      this.#refuse(file, { kind: 'refused', documentId, stamp, reason }, result);
    }
  }

  #refuse(
    file: string,
    { documentId, stamp, reason }: Extract<FileState, { kind: 'refused' }>,
    result: FolderSyncResult,
  ): void {
    result.refused.push({ file, reason });
    if (stamp === undefined) this.#known.delete(file);
    else this.#known.set(file, { stamp, documentId, refusal: reason });
  }

  async #removeMissing(states: FileState[], result: FolderSyncResult): Promise<void> {
    // A file of which nobody knows what it was may be any of the missing documents.
    if (states.some(({ documentId }) => documentId === null)) return;
    const present = new Set(states.map(({ documentId }) => documentId));
    for (const id of await this.#knowledge.folderDocuments()) {
      if (present.has(id)) continue;
      if (await this.#knowledge.dropFile(id)) result.removed.push(id);
    }
  }
}

/** Of two files with one id neither is taken: which of them is meant is not for the program to guess. */
function refuseDoubles(states: Map<string, FileState>): void {
  const taken = [...states].flatMap(([file, state]) =>
    state.kind === 'same' || state.kind === 'read' ? [{ file, id: state.documentId }] : [],
  );
  for (const [documentId, same] of Map.groupBy(taken, ({ id }) => id)) {
    if (same.length < 2) continue;
    const names = same.map(({ file }) => file);
    const reason = `${names.slice(0, -1).join(', ')} and ${names.at(-1)} have the same id "${documentId}".`;
    // Without a stamp: either is read again when the other one is gone.
    for (const file of names)
      states.set(file, { kind: 'refused', documentId, stamp: undefined, reason });
  }
}

/** In words, for a file that is at fault; any other error is not the file's and ends the sync. */
function reasonOf(error: unknown): string {
  const isFileAtFault =
    error instanceof DeskhandError &&
    (error.code.startsWith('document-') || error.code === 'internal');
  if (!isFileAtFault) throw error;
  return error.code === 'internal' ? 'The document cannot be stored.' : error.message;
}
