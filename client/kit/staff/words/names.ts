import type { CacheTier } from '../../../../shared/admin-protocol.ts';
import type { PromptTokens, ServedBy, TaskClass } from '../../../../shared/receipt.ts';

/** What the parts of the product are called on the pages. */
export const taskClassNames: Record<TaskClass, string> = {
  'small-talk': 'Small talk',
  faq: 'FAQ and facts',
  'document-question': 'Question over documents',
  'summarise-translate': 'Summarise or translate',
  'multi-step': 'Several steps or complaint',
  'out-of-scope': 'Out of scope',
  'wants-person': 'Wants a person',
};

export const servedByNames: Record<ServedBy, string> = {
  exact: 'Exact cache',
  semantic: 'Semantic cache',
  small: 'Small model',
  large: 'Large model',
  extractive: 'Quoted from documents',
  agent: 'A person',
  system: 'Fixed notice',
};

export const cacheTierNames: Record<CacheTier, string> = {
  exact: 'Exact',
  semantic: 'Semantic',
  fragment: 'Fragment',
};

export const promptPartNames: Record<keyof PromptTokens, string> = {
  system: 'Instructions',
  context: 'Passages',
  summary: 'Summary of earlier turns',
  history: 'Earlier turns',
  question: 'Question',
};
