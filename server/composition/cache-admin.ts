import type { CacheEntryView } from '../../shared/admin-protocol.ts';
import type { AnswerCache } from '../caching/answer-cache.ts';
import { type InspectedAnswer, inspectAnswer, listAnswers } from '../caching/answer-inspection.ts';
import { answerKeyPrefix, fragmentKeyPrefix } from '../caching/cache-key.ts';
import type { CalibrationKeeper } from '../caching/calibration-keeper.ts';
import type { HitAudit } from '../caching/hit-audit.ts';
import type { WrongHitAlarm } from '../caching/wrong-hit-alarm.ts';
import type { WarmUp } from '../conversation/warm-up.ts';
import { warmUpQuestions } from '../conversation/warm-up-questions.ts';
import { rateOf } from '../metrics/wilson-interval.ts';
import type { AnswerUse, AnswerUses } from '../ports/answer-uses.ts';
import type { Cache } from '../ports/cache.ts';
import type { MetricsStore } from '../ports/metrics-store.ts';
import type { CacheAdmin } from '../transport/admin/cache-routes.ts';

export interface CacheAdminParts {
  figures: MetricsStore;
  cache: Cache;
  answers: AnswerCache;
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
  return {
    async overview(range) {
      const [measured, counts, answerKeys, fragmentKeys] = await Promise.all([
        figures.figures(range),
        audit.counts(),
        cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER),
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
            entries: answerKeys.length,
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
    async search({ search, limit }) {
      const found = await listAnswers(cache, {
        limit,
        ...(search === undefined ? {} : { search }),
      });
      const used = await uses.of(found.map(({ entry }) => entry.messageId));
      return found.map((answer) => entryView(answer, used));
    },
    async inspect(key) {
      const found = await inspectAnswer(cache, key);
      if (found === null) return null;
      const { entry } = found;
      const used = await uses.of([entry.messageId]);
      const { thumbsUp = 0, thumbsDown = 0 } = used.get(entry.messageId) ?? {};
      const { taskClass, servedBy, createdAt, costUsd, citations } = entry;
      return {
        ...entryView(found, used),
        taskClass,
        servedBy,
        createdAt,
        costUsd,
        citations,
        thumbsUp,
        thumbsDown,
      };
    },
    async calibration() {
      const lately = await audit.recent();
      return {
        bound: parts.bound,
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
      const entry = await inspectAnswer(cache, key);
      if (entry === null) return false;
      await answers.evictAnswer(entry.entry.messageId);
      return true;
    },
  };
}

function entryView(
  { key, entry }: InspectedAnswer,
  used: ReadonlyMap<string, AnswerUse>,
): CacheEntryView {
  return {
    key,
    tier: 'exact',
    question: entry.question,
    answer: entry.text,
    locale: entry.scope.locale,
    site: entry.scope.site,
    documents: Object.entries(entry.documentVersions).map(([id, version]) => ({ id, version })),
    expiresAt: new Date(entry.expiresAtMs).toISOString(),
    hits: used.get(entry.messageId)?.hits ?? 0,
  };
}
