import { describe, expect, it } from 'vitest';
import { contextualise } from '../stages/follow-up/contextualise.ts';
import { screen } from '../stages/screen.ts';
import { whyNotShared } from './sharing.ts';

const whyNot = (text: string, place: 'first' | 'later') =>
  whyNotShared(screen(text), contextualise(text, [], []), place);

describe('whether a question may be answered from what others were told', () => {
  it('may where it concerns everybody', () => {
    expect(whyNot('How long does delivery take?', 'later')).toBeNull();
  });

  it('may not where it concerns the customer', () => {
    expect(whyNot('Where is my order?', 'first')).toBe('personal');
  });

  it("may not where a typing error hid that it is the customer's own", () => {
    const asked = contextualise('Where is my ordr?', [], []);
    const mended = { ...asked, question: 'Where is my order?' };
    expect(whyNotShared(screen('Where is my ordr?'), mended, 'first')).toBe('personal');
  });

  it('may where it asks how something is done, as long as nothing was told before', () => {
    expect(whyNot('How do I get my refund?', 'first')).toBeNull();
    expect(whyNot('How do I get my refund?', 'later')).toBe('personal');
  });
});
