import type { DocumentSummaryView, FolderFile } from '../../../shared/admin-protocol.ts';

const sources: Record<FolderFile, string> = {
  none: 'Upload',
  followed: 'Folder',
  'set-aside': 'Upload, over its file',
  'over-upload': 'Folder, over an upload',
  'over-deletion': 'Folder, back again',
};

const stories: Record<FolderFile, string | null> = {
  none: null,
  followed: null,
  'set-aside':
    'This upload stands in place of a file in the knowledge folder. When somebody changes that file, the file takes the place of this upload.',
  'over-upload':
    'This document had been uploaded here. Its file in the knowledge folder was put there or changed after that, and took the place of the upload.',
  'over-deletion':
    'An admin had deleted this document. It is back because its file in the knowledge folder was changed after that.',
};

/** Where a document comes from, in a word or a few. */
export function sourceText({ file }: Pick<DocumentSummaryView, 'file'>): string {
  return sources[file];
}

/** What came between an admin and the knowledge folder, in sentences; null where nothing did. */
export function folderStory({ file }: Pick<DocumentSummaryView, 'file'>): string | null {
  return stories[file];
}

/** What becomes of a document that is deleted, beyond being gone at once. */
export function afterDeletion({ file }: Pick<DocumentSummaryView, 'file'>): string {
  return file === 'none'
    ? 'To have it back, upload it again.'
    : 'Its file stays in the knowledge folder and is left out, at a restart too, until somebody changes the file. To have it back without that, upload it.';
}
