import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The folder, among those of PATH and the given ones, that holds all of the named programs; null when none does. */
export function findFolderWith(programs: string[], otherFolders: string[] = []): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...otherFolders];
  return (
    folders.find((folder) => folder && programs.every((name) => runs(join(folder, name)))) ?? null
  );
}

/** Folders `parent/NAME/below`, newest name first; none when the parent is absent. */
export function foldersBelow(parent: string, below: string): string[] {
  try {
    return readdirSync(parent)
      .sort((a, b) => b.localeCompare(a, undefined, { numeric: true }))
      .map((name) => join(parent, name, below));
  } catch {
    return [];
  }
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
