import { type CacheQuery, type CacheScope, exactKey } from '../caching/cache-key.ts';
import type { NearHeading } from '../knowledge/retrieval/heading-index.ts';
import { languageOf } from '../language/terms.ts';
import type { HitNeighbour } from '../ports/hit-verifier.ts';
import type { Contextualised } from '../stages/follow-up/contextualise.ts';
import type { LookUpResult } from '../stages/look-up.ts';
import { personalIn } from '../stages/own-data.ts';
import type { ScreenedMessage } from '../stages/screen.ts';

/**
 * Who shares a customer's answers: everybody on the site who speaks the language. Nothing in an answer depends on more of a
 * locale, and browsers in Dublin, London and New York name three.
 */
export function sharedScope({ locale, site }: { locale: string; site: string }): CacheScope {
  return { audience: 'public', locale: languageOf(locale), site };
}

/**
 * Why a question never touches a shared cache, or null where it may. How something is done with "my order" is a general question
 * only at the beginning of a talk; later it may well be about what was told before.
 */
export function whyNotShared(
  { personal: asTyped, suspectedInjection }: ScreenedMessage,
  asked: Contextualised,
  place: 'first' | 'later',
): string | null {
  // What a typing error hid is seen in the question as it is understood.
  const seen = [asTyped, personalIn(asked.question)];
  const personal = seen.find((each) => each === 'yes') ?? seen.find((each) => each !== 'no');
  if (personal === 'yes' || (personal === 'in-general' && place === 'later')) return 'personal';
  if (suspectedInjection) return 'suspected-injection';
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
