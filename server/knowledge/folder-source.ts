import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DeskhandError } from '../errors.ts';
import { supportedExtensions } from './ingestion/parse-document.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

export interface FolderSyncResult {
  changed: string[];
  removed: string[];
  /** Files that were refused; what they held before is left as it was. */
  refused: { file: string; reason: string }[];
}

const extensions: ReadonlySet<string> = new Set(supportedExtensions);
const settleMs = 300;

/** A folder of documents that the knowledge base follows. Documents uploaded by hand are not its business. */
export class FolderSource {
  readonly #folder: string;
  readonly #knowledge: KnowledgeBase;

  constructor(folder: string, knowledge: KnowledgeBase) {
    this.#folder = folder;
    this.#knowledge = knowledge;
  }

  /** Brings the knowledge base to the folder's state. `onFile` hears of each file as it is done. */
  async sync(onFile: (done: number, total: number) => void = () => {}): Promise<FolderSyncResult> {
    const names = await readdir(this.#folder, { recursive: true });
    const files = names.filter((name) => extensions.has(extname(name).toLowerCase())).sort();
    const result: FolderSyncResult = { changed: [], removed: [], refused: [] };
    const present = new Set<string>();
    for (const [position, file] of files.entries()) {
      await this.#saveFile(file, present, result);
      onFile(position + 1, files.length);
    }
    // A refused file may be any of the missing documents: nothing is removed until it can be read.
    if (result.refused.length === 0) await this.#removeMissing(present, result);
    return result;
  }

  /** Calls back with each sync after a change, until the signal aborts. */
  watch(
    onSync: (result: FolderSyncResult) => void,
    onError: (error: unknown) => void,
    signal: AbortSignal,
  ): void {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    const run = () => {
      running = running
        .then(() => this.sync())
        .then(onSync)
        .catch(onError);
    };
    const watcher = watch(this.#folder, { recursive: true, signal }, () => {
      clearTimeout(timer);
      timer = setTimeout(run, settleMs);
    });
    watcher.on('error', (error) => {
      if (!signal.aborted) onError(error);
    });
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  async #saveFile(file: string, present: Set<string>, result: FolderSyncResult): Promise<void> {
    try {
      const bytes = await readFile(join(this.#folder, file));
      const saved = await this.#knowledge.save(file, bytes, {
        source: 'folder',
        audience: 'public',
        locale: 'en',
      });
      present.add(saved.documentId);
      if (saved.changed) result.changed.push(saved.documentId);
    } catch (error) {
      if (!(error instanceof DeskhandError) || !error.code.startsWith('document-')) throw error;
      result.refused.push({ file, reason: error.message });
    }
  }

  async #removeMissing(present: ReadonlySet<string>, result: FolderSyncResult): Promise<void> {
    for (const { id, source } of await this.#knowledge.list()) {
      if (source !== 'folder' || present.has(id)) continue;
      await this.#knowledge.remove(id);
      result.removed.push(id);
    }
  }
}
