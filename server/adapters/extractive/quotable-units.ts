import { type QuotablePart, quotableParts } from '../../language/quotable-parts.ts';
import type { Passage } from '../../ports/knowledge-store.ts';

/** A part of one of the prompt's passages. */
export interface QuotableUnit extends QuotablePart {
  /** The passage's number in the prompt, from 1. */
  number: number;
  passage: Passage;
  /** Position within its passage. */
  position: number;
}

/** A passage in the parts that can be quoted. */
export function quotableUnits(passage: Passage, number: number): QuotableUnit[] {
  return quotableParts(passage.text, passage.locale).map((part, position) => ({
    number,
    passage,
    position,
    ...part,
  }));
}
