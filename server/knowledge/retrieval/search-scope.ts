import { languageOf } from '../../language/terms.ts';
import type { Audience, Passage } from '../../ports/knowledge-store.ts';
import type { VectorFilter, VectorPoint } from '../../ports/vector-index.ts';

/** Whose question it is. A passage outside the scope is never a candidate, in any index. */
export interface SearchScope {
  audience: Audience;
  locale: string;
  site: string;
}

type Scoped = Pick<Passage, 'audience' | 'locale' | 'site'>;

/** Site of a passage that holds for every site. */
export const everySite = '*';

/** Those inside the company may read everything, customers only what is public. */
const readable: Record<Audience, Audience[]> = {
  public: ['public'],
  internal: ['public', 'internal'],
};

/** Payload fields that searches and edits compare. */
export const passageVectorFields = ['documentId', 'audience', 'language', 'site'] as const;

/** What a vector index keeps of a passage, so that `scopeFilter` can tell whether it may be found. */
export function passagePayload(passage: Scoped & { documentId: string }): VectorPoint['payload'] {
  return {
    documentId: passage.documentId,
    audience: passage.audience,
    language: languageOf(passage.locale),
    site: passage.site,
  };
}

/** The hard filter of a scope for a vector index: audience, language of the locale, site. */
export function scopeFilter(scope: SearchScope): VectorFilter {
  return {
    audience: readable[scope.audience],
    language: languageOf(scope.locale),
    site: [scope.site, everySite],
  };
}

/** The same test for a passage at hand. */
export function inScope(passage: Scoped, scope: SearchScope): boolean {
  return (
    readable[scope.audience].includes(passage.audience) &&
    languageOf(passage.locale) === languageOf(scope.locale) &&
    (passage.site === scope.site || passage.site === everySite)
  );
}
