import { maxUploadBytes } from '../../../shared/admin-protocol.ts';

/** What the server reads, by the end of a file's name. */
export const readableEndings = ['.md', '.markdown', '.txt', '.html', '.htm', '.pdf', '.docx'];

/** Why a file would be refused, before it is sent; null when it may go. */
export function uploadProblem(file: { name: string; size: number }): string | null {
  const name = file.name.toLowerCase();
  if (!readableEndings.some((ending) => name.endsWith(ending))) {
    return `${file.name} is of a kind that cannot be read. Use markdown, text, HTML, PDF or DOCX.`;
  }
  if (file.size === 0) return `${file.name} is empty.`;
  if (file.size > maxUploadBytes) {
    const mebibytes = (file.size / 1024 / 1024).toFixed(1);
    return `${file.name} has ${mebibytes} MB; a document has at most 20 MB.`;
  }
  return null;
}
