import type { Passage } from '../ports/knowledge-store.ts';
import type { EvalCase } from './case-file.ts';

/** What is measured of one question. */
export interface EvalOutcome {
  /** Distinct documents in the order found. */
  documentIds: string[];
  /** The same by meaning alone, for comparison. */
  denseDocumentIds: string[];
  /** Every passage that was found or shown to the model. */
  passages: Passage[];
  answerable: number;
  text: string;
  /** Documents suggested where it is no answer. */
  suggested: string[];
  abstained: boolean;
}

/** What answers the questions: the program, or a part of it. */
export interface EvalSubject {
  /** Answers as if the documents of `hidden` did not exist. */
  answer(question: EvalCase, hidden: string[]): Promise<EvalOutcome>;
  close(): Promise<void>;
}
