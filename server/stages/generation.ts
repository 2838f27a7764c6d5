import type { ModelAttempt } from '../../shared/receipt.ts';
import type { FinishReason } from '../ports/language-model.ts';

/** A piece of a draft as it comes from whichever model is writing it; pieces joined are the draft. */
export interface GeneratedPiece {
  text: string;
  logProbability?: number;
}

/** How a draft ended, with every call that was made for it. */
export interface GenerationResult {
  outcome: 'complete' | 'truncated' | 'refused' | 'empty' | 'stopped' | 'failed';
  /** The model that wrote the last piece; null when none wrote any. */
  servedBy: { modelId: string; tier: 'small' | 'large' | 'extractive' } | null;
  finishReason: FinishReason | null;
  attempts: ModelAttempt[];
}
