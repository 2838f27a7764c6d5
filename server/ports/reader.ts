import type { EmbedPriority } from './embedder.ts';

/** A passage in the parts that can be quoted. */
export interface ReadablePassage {
  /** Title and headings, in one line. */
  heading: string;
  /** Sentences, list items and table rows in their order. */
  units: readonly string[];
}

/** What a reader makes of a question and a passage. Chances from 0 to 1. */
export interface Reading {
  /** That the passage answers the question. */
  answers: number;
  /** That each unit is part of the answer, in order. */
  units: number[];
}

/** A part of a passage that was read, with the chance that it is part of the answer. */
export interface ReadUnit {
  text: string;
  answers: number;
}

/**
 * Reads two texts together, as a cross-encoder does: slower than comparing vectors, and far better at telling whether the one
 * answers the other.
 */
export interface Reader {
  /** Names model and version: chances of two readers are never compared. */
  readonly modelId: string;
  /**
   * One reading a passage, in order. What is beyond the model's window counts as no part of the answer.
   * Throws DeskhandError `reader-unavailable` (retryable) when the model cannot be reached.
   */
  read(
    question: string,
    passages: readonly ReadablePassage[],
    priority: EmbedPriority,
  ): Promise<Reading[]>;
  /** The chance that one answer serves both questions. Throws as `read` does. */
  compare(question: string, other: string, priority: EmbedPriority): Promise<number>;
  close(): Promise<void>;
}
