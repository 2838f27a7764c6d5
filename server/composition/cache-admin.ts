import type { CacheEntryDetail, CacheEntryView } from '../../shared/admin-protocol.ts';
import type { AnswerCache } from '../caching/answer-cache.ts';
import {
  type InspectedEntry,
  inspectEntry,
  listEntries,
  tiersOf,
} from '../caching/cache-inspection.ts';
import { answerKeyPrefix, fragmentKeyPrefix } from '../caching/cache-key.ts';
import type { CalibrationKeeper } from '../caching/calibration-keeper.ts';
import { defaultCalibration } from '../caching/decision/calibration.ts';
import type { FragmentCache } from '../caching/fragment-cache.ts';
import type { HitAudit } from '../caching/hit-audit.ts';
import type { WrongHitAlarm } from '../caching/wrong-hit-alarm.ts';
import type { WarmUp } from '../conversation/warm-up.ts';
import { warmUpQuestions } from '../conversation/warm-up-questions.ts';
import { rateOf } from '../metrics/wilson-interval.ts';
import type { AnswerUse, AnswerUses } from '../ports/answer-uses.ts';
import type { Cache } from '../ports/cache.ts';
import type { MetricsStore } from '../ports/metrics-store.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import type { CacheAdmin } from '../transport/admin/cache-routes.ts';

export interface CacheAdminParts {
  figures: MetricsStore;
  cache: Cache;
  answers: AnswerCache;
  /** The questions of the shared answers. */
  answerVectors: Pick<VectorIndex, 'count'>;
  fragments: Pick<FragmentCache, 'evict'>;
  audit: HitAudit;
  alarm: WrongHitAlarm;
  calibration: CalibrationKeeper;
  /** Highest share of hits that may be wrong. */
  bound: number;
  uses: AnswerUses;
  warmUp: WarmUp;
}

/** What admins see of the caches and do with them. */
export function cacheAdmin(parts: CacheAdminParts): CacheAdmin {
  const { figures, cache, answers, audit, uses, warmUp } = parts;
  const usesOf = async (entries: InspectedEntry[]) =>
    uses.of(entries.flatMap((each) => (each.kind === 'answer' ? [each.entry.messageId] : [])));
  return {
    async overview(range) {
      const [measured, counts, answerKeys, withVector, fragmentKeys] = await Promise.all([
        figures.figures(range),
        audit.counts(),
        cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER),
        parts.answerVectors.count(),
        cache.keys(fragmentKeyPrefix, Number.MAX_SAFE_INTEGER),
      ]);
      const { exact, semantic } = counts;
      const saved = await figures.cacheSavings(range);
      return {
        tiers: [
          {
            tier: 'exact',
            entries: answerKeys.length,
            hits: measured.rates['exact-hit'],
            ...saved.exact,
            wrongHits: rateOf(exact.wrong, exact.compared),
          },
          {
            tier: 'semantic',
            // An entry that is gone leaves its vector behind for a while.
            entries: Math.min(withVector, answerKeys.length),
            hits: measured.rates['semantic-hit'],
            ...saved.semantic,
            wrongHits: rateOf(semantic.wrong, semantic.compared),
          },
          {
            tier: 'fragment',
            entries: fragmentKeys.length,
            hits: measured.rates['fragment-hit'],
            savedUsd: 0,
            savedMs: 0,
            wrongHits: rateOf(0, 0),
          },
        ],
      };
    },
    use: (range, bucket) => figures.cacheUse(range, bucket),
    async search(query) {
      const found = await listEntries(cache, query);
      const used = await usesOf(found);
      return found.map((each) => entryView(each, used));
    },
    async inspect(key) {
      const found = await inspectEntry(cache, key);
      return found === null ? null : entryDetail(found, await usesOf([found]));
    },
    async calibration() {
      const lately = await audit.recent();
      return {
        bound: parts.bound,
        neededObservations: defaultCalibration.coldStart.observations,
        wrongHits: lately,
        alarm: parts.alarm.isRaised,
        classes: parts.calibration.overview().map((line) => ({
          taskClass: line.taskClass,
          threshold: line.threshold.score > 1 ? null : line.threshold.score,
          basis: line.threshold.basis,
          lookups: line.lookups,
          observations: line.observations,
          wrong: line.wrong,
          upperWrong: line.threshold.upperWrong,
          served: line.threshold.served,
        })),
      };
    },
    warmUpState: () => warmUp.state,
    warmUp: ({ questions, locale, site }) =>
      warmUp.begin(warmUpQuestions(questions), { locale, site }),
    async evict(key) {
      const found = await inspectEntry(cache, key);
      if (found === null) return false;
      if (found.kind === 'answer') await answers.evictAnswer(found.entry.messageId);
      else await parts.fragments.evict(key);
      return true;
    },
  };
}

type Used = ReadonlyMap<string, AnswerUse>;

function entryView(inspected: InspectedEntry, used: Used): CacheEntryView {
  const { key, entry } = inspected;
  const common = {
    key,
    tiers: tiersOf(inspected),
    question: entry.question,
    locale: entry.scope.locale,
    site: entry.scope.site,
    expiresAt: new Date(entry.expiresAtMs).toISOString(),
  };
  if (inspected.kind === 'fragment') {
    const ids = new Set(inspected.entry.passages.map(({ documentId }) => documentId));
    const documents = [...ids].map((id) => ({ id, version: null }));
    return { ...common, answer: null, documents, hits: null };
  }
  const { text, documentVersions, messageId } = inspected.entry;
  const { exactHits = 0, semanticHits = 0 } = used.get(messageId) ?? {};
  return {
    ...common,
    answer: text,
    documents: Object.entries(documentVersions).map(([id, version]) => ({ id, version })),
    hits: { exact: exactHits, semantic: semanticHits },
  };
}

function entryDetail(inspected: InspectedEntry, used: Used): CacheEntryDetail {
  const view = entryView(inspected, used);
  if (inspected.kind === 'fragment') {
    return { ...view, passages: inspected.entry.passages.map(({ id }) => id), written: null };
  }
  const { messageId, createdAt, taskClass, servedBy, costUsd, totalMs, citations } =
    inspected.entry;
  const { thumbsUp = 0, thumbsDown = 0 } = used.get(messageId) ?? {};
  return {
    ...view,
    passages: [],
    written: {
      taskClass,
      servedBy,
      at: createdAt,
      costUsd,
      totalMs,
      citations,
      thumbsUp,
      thumbsDown,
    },
  };
}
