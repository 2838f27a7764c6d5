import { watch } from 'node:fs';
import { extname } from 'node:path';
import { isDocumentFile } from './folder-files.ts';
import type { FolderSyncResult } from './folder-source.ts';

export interface FolderWatchOptions {
  /** How long the folder must be quiet before it is read. */
  settleMs: number;
  onSync: (result: FolderSyncResult) => void;
  onError: (error: unknown) => void;
  signal: AbortSignal;
  /** How often it is looked at anyway: mounted folders tell of no changes. Default 30,000. */
  rescanMs?: number;
}

/** Calls `sync` after changes in a folder and its subfolders, until the signal aborts. */
export function watchFolder(
  folder: string,
  sync: () => Promise<FolderSyncResult>,
  { settleMs, onSync, onError, signal, rescanMs = 30_000 }: FolderWatchOptions,
): void {
  let quiet: NodeJS.Timeout | undefined;
  let refusedBefore = '[]';
  let failedBefore = '';
  const schedule = () => {
    clearTimeout(quiet);
    quiet = setTimeout(run, settleMs);
  };
  const fail = (error: unknown) => {
    const failure = String(error);
    // A folder that is away would be reported with every look.
    if (!signal.aborted && failure !== failedBefore) onError(error);
    failedBefore = failure;
  };
  const run = async () => {
    try {
      const result = await sync();
      if (signal.aborted) return;
      failedBefore = '';
      if (result.unsettled.length > 0) schedule();
      const refused = JSON.stringify(result.refused);
      const isNews = result.changed.length + result.removed.length > 0 || refused !== refusedBefore;
      refusedBefore = refused;
      if (isNews) onSync(result);
    } catch (error) {
      fail(error);
    }
  };
  const rescanning = setInterval(schedule, rescanMs);
  rescanning.unref();
  signal.addEventListener('abort', () => {
    clearTimeout(quiet);
    clearInterval(rescanning);
  });
  try {
    const watcher = watch(folder, { recursive: true, signal }, (_, name) => {
      // A name without a dot may be a folder.
      if (name === null || extname(name) === '' || isDocumentFile(name)) schedule();
    });
    watcher.on('error', fail);
  } catch (error) {
    fail(error);
  }
}
