import { describe, expect, it } from 'vitest';
import { Drafts } from '../kit/drafts.ts';
import { MemoryStore } from '../kit/key-value-store.ts';
import { Draft } from './draft.ts';

describe('a draft', () => {
  const store = () => new MemoryStore();
  const nextPage = (kept: MemoryStore) => new Draft(new Drafts(kept, 'shop'));

  it('is there again on the next page once its conversation is open', () => {
    const kept = store();
    const draft = nextPage(kept);
    draft.moveTo('c1');
    draft.write('My bike');
    const later = nextPage(kept);
    expect(later.text).toBe('');
    expect(later.moveTo('c1')).toBe('My bike');
    expect(nextPage(kept).moveTo('c2')).toBe('');
  });

  it('is kept although it was begun before the conversation was open', () => {
    const kept = store();
    nextPage(kept).write('My bike');
    const later = nextPage(kept);
    expect(later.text).toBe('My bike');
    later.write('My bike is');
    expect(later.moveTo('c1')).toBe('My bike is');
    expect(nextPage(kept).moveTo('c1')).toBe('My bike is');
  });

  it('goes along to the conversation that follows, and is left nowhere else', () => {
    const kept = store();
    const draft = nextPage(kept);
    draft.moveTo('c1');
    draft.write('One more');
    draft.moveTo();
    expect(draft.moveTo('c2')).toBe('One more');
    expect(kept.keys()).toEqual(['deskhand.draft.shop.c2']);
  });

  it('leaves nothing behind when it is sent', () => {
    const kept = store();
    const draft = nextPage(kept);
    draft.moveTo('c1');
    draft.write('My bike');
    draft.write('');
    expect(draft.text).toBe('');
    expect(kept.keys()).toEqual([]);
  });
});
