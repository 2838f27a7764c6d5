import type { ModelAttempt, Receipt, Verification } from '../../../../shared/receipt.ts';

export const verdictWords: Record<Verification['verdict'], { title: string; about: string }> = {
  supported: {
    title: 'Verified',
    about: 'Every price, number and date stands in a cited passage.',
  },
  revised: {
    title: 'Revised',
    about:
      'A first draft held something that no passage supports. It was redone before it counted.',
  },
  quoted: {
    title: 'Quoted',
    about: 'The passage is quoted word for word, as a draft could not be supported.',
  },
  abstained: { title: 'No answer', about: 'The documents do not answer this, and it says so.' },
  'not-applicable': { title: 'Nothing to verify', about: 'It rests on no document.' },
};

export const verdictColors: Record<Verification['verdict'], string> = {
  supported: 'teal',
  revised: 'orange',
  quoted: 'blue',
  abstained: 'gray',
  'not-applicable': 'gray',
};

export const reasonWords: Record<ModelAttempt['reason'], string> = {
  routed: 'Chosen by the router',
  retry: 'Second try',
  'next-provider': 'Next provider',
  hedge: 'Started alongside, as the first was slow',
  continue: 'Went on where another broke off',
  escalate: 'Asked as the smaller one fell short',
  fallback: 'Last resort',
};

export const outcomeWords: Record<ModelAttempt['outcome'], string> = {
  used: 'Used',
  failed: 'Failed',
  'hedge-lost': 'Was slower',
  rejected: 'Rejected',
  stopped: 'Stopped',
  'partly-used': 'Partly used',
};

export const outcomeColors: Record<ModelAttempt['outcome'], string> = {
  used: 'teal',
  failed: 'red',
  'hedge-lost': 'gray',
  rejected: 'orange',
  stopped: 'gray',
  'partly-used': 'orange',
};

export const retrievalWords: Record<Receipt['retrieval']['source'], string> = {
  hybrid: 'By meaning and by words',
  lexical: 'By words only',
  'fragment-cache': 'An earlier search, reused',
  'answer-cache': 'With the reused answer',
  none: 'No search',
};

export const cacheWords: Record<Receipt['cache']['exact'], string> = {
  hit: 'Hit',
  miss: 'Miss',
  skipped: 'Not asked',
};

/** `first-words-gate` as `First words gate`: for names that only the server knows. */
export function plainName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
