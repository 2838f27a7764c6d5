import { describe, expect, it } from 'vitest';
import { maxUploadBytes } from '../../../shared/admin-protocol.ts';
import { uploadProblem } from './upload-choice.ts';

describe('what may be uploaded', () => {
  it.each(['guide.md', 'Guide.PDF', 'terms.html', 'a.b.docx', 'notes.txt'])('takes %s', (name) =>
    expect(uploadProblem({ name, size: 10 })).toBeNull(),
  );

  it('says what is wrong with what may not', () => {
    expect(uploadProblem({ name: 'photo.png', size: 10 })).toMatch(/kind that cannot be read/);
    expect(uploadProblem({ name: 'empty.md', size: 0 })).toMatch(/is empty/);
    expect(uploadProblem({ name: 'large.pdf', size: maxUploadBytes + 1 })).toMatch(/at most 20 MB/);
    expect(uploadProblem({ name: 'just-fits.pdf', size: maxUploadBytes })).toBeNull();
  });
});
