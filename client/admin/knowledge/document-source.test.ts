import { describe, expect, it } from 'vitest';
import { folderFileSchema } from '../../../shared/admin-protocol.ts';
import { afterDeletion, folderStory, sourceText } from './document-source.ts';

describe('where a document comes from', () => {
  it('is told apart for each case', () => {
    const texts = folderFileSchema.options.map((file) => sourceText({ file }));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('has a story only where the folder and an admin met', () => {
    expect([folderStory({ file: 'none' }), folderStory({ file: 'followed' })]).toEqual([
      null,
      null,
    ]);
    expect(folderStory({ file: 'set-aside' })).toMatch(/changes that file.* takes the place/);
    expect(folderStory({ file: 'over-upload' })).toMatch(/took the place of the upload/);
    expect(folderStory({ file: 'over-deletion' })).toMatch(/It is back because its file/);
  });

  it('decides how a deleted one can come back: a file stays out until it changes', () => {
    expect(afterDeletion({ file: 'none' })).toBe('To have it back, upload it again.');
    for (const file of folderFileSchema.options.slice(1)) {
      expect(afterDeletion({ file })).toMatch(/left out, at a restart too, until somebody changes/);
    }
  });
});
