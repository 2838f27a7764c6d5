import { type CacheQuery, exactKey } from '../caching/cache-key.ts';
import type { NearHeading } from '../knowledge/retrieval/heading-index.ts';
import type { HitNeighbour } from '../ports/hit-verifier.ts';
import type { Contextualised } from '../stages/contextualise.ts';
import type { LookUpResult } from '../stages/look-up.ts';
import type { ScreenedMessage } from '../stages/screen.ts';

/** Why a question never touches a shared cache, or null where it may. */
export function whyNotShared(screened: ScreenedMessage, asked: Contextualised): string | null {
  if (screened.personal) return 'personal';
  if (screened.suspectedInjection) return 'suspected-injection';
  if (asked.kind === 'follow-up') return 'not-standalone';
  return null;
}

/**
 * Questions of one key that are in flight at once share a generation, unless something was evicted in between: whoever asks
 * after an edit must not board an answer that began before it. Null where that cannot be told.
 */
export function sharedKey(query: CacheQuery, found: LookUpResult): string | null {
  if (found.kind !== 'miss' || found.begunAt === null) return null;
  return `${exactKey(query)}@${found.begunAt}`;
}

/** Headings as neighbours of a question whose cache is young. */
export function headingNeighbours(headings: NearHeading[]): HitNeighbour[] {
  return headings.map(({ text, vector, cosine, passageIds }) => {
    const lineage = passageIds.toSorted();
    return { kind: 'heading', text, vector, cosine, lineage, answerKey: lineage.join(' ') };
  });
}
