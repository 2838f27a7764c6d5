import type { Rate } from '../../shared/admin-figures.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { AnswerCache } from '../caching/answer-cache.ts';
import { CacheUpkeep } from '../caching/cache-upkeep.ts';
import { CalibrationKeeper } from '../caching/calibration-keeper.ts';
import { extractNames, type NamedText } from '../caching/decision/guards/name-vocabulary.ts';
import { makeGuards } from '../caching/decision/guards.ts';
import { HitAudit } from '../caching/hit-audit.ts';
import { calibratedDecision } from '../caching/hit-decision.ts';
import type { Observation, ServedHit } from '../caching/observations.ts';
import { PlainRule } from '../caching/plain-rule.ts';
import { storedCalibrations } from '../caching/stored-calibrations.ts';
import { WrongHitAlarm } from '../caching/wrong-hit-alarm.ts';
import type { Config } from '../config.ts';
import type { AnswerUses } from '../ports/answer-uses.ts';
import type { HitVerifier } from '../ports/hit-verifier.ts';
import type { SettingStore } from '../ports/setting-store.ts';
import type { SharedState } from './shared-state.ts';
import type { Vectors } from './vectors.ts';

export interface Caching {
  answers: AnswerCache;
  calibration: CalibrationKeeper;
  audit: HitAudit;
  alarm: WrongHitAlarm;
  onAlarm: (watcher: AlarmWatcher) => void;
  /** Whether the guards find nothing that tells two questions apart. */
  sameAsk: (question: string, earlier: string) => boolean;
  /** Share of such hits to answer afresh, where this one is usual: more while little is known of the plain rule. */
  sampledShare: (hit: ServedHit, usual: number) => number;
  /** Learns from an observation, of a miss or of a sampled hit. */
  observe: (observation: Observation) => Promise<void>;
  /** Takes the knowledge base's names into the guards; again after each edit. */
  learnNames: (documents: NamedText[]) => void;
  /** Begins the regular upkeep; resolves after its first round. To be called when the knowledge base is loaded. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Hears when the alarm for wrong hits goes on or off. */
export type AlarmWatcher = (isRaised: boolean, rate: Rate) => void;

/** Share of would-be hits that are answered afresh in the customer's sight. */
const exploration = 0.01;

/** The caches of answers with their decision: guards, verifier, calibration. */
export function openCaching(
  config: Pick<Config, 'wrongHitBound'>,
  parts: {
    shared: SharedState;
    vectors: Vectors;
    settings: SettingStore;
    documentVersions: (documentIds: string[]) => Promise<ReadonlyMap<string, number>>;
    uses?: AnswerUses;
    verifier: HitVerifier;
    onError: (error: unknown) => void;
  },
): Caching {
  const { verifier } = parts;
  const calibration = new CalibrationKeeper({
    verifierId: verifier.verifierId,
    store: storedCalibrations(parts.settings),
    bound: config.wrongHitBound,
  });
  const plainRule = new PlainRule({
    store: storedCalibrations(parts.settings),
    bound: config.wrongHitBound,
  });
  const audit = new HitAudit(parts.settings, systemClock);
  let guard = makeGuards(extractNames([]));
  const answers = new AnswerCache({
    cache: parts.shared.cache,
    vectors: parts.vectors.answers,
    clock: systemClock,
    decide: calibratedDecision({
      guard: (question, candidate) => guard(question, candidate),
      verifier,
      calibration,
      trustsPlainCosine: (taskClass) => plainRule.isTrusted(taskClass),
      exploration,
      random: Math.random,
    }),
    documentVersions: parts.documentVersions,
    ...(parts.uses && { uses: parts.uses }),
    random: Math.random,
  });
  const watchers = new Set<AlarmWatcher>();
  const alarm = new WrongHitAlarm({
    audit,
    bound: config.wrongHitBound,
    onChange: (isRaised, rate) => {
      for (const watcher of watchers) watcher(isRaised, rate);
    },
  });
  const upkeep = new CacheUpkeep({
    answers,
    calibrations: [calibration, plainRule.record],
    localDimensions: parts.vectors.areLocal ? parts.vectors.embedder.dimensions : null,
    watch: () => alarm.check(),
    onError: parts.onError,
  });
  return {
    answers,
    calibration,
    audit,
    alarm,
    onAlarm: (watcher) => void watchers.add(watcher),
    start: () => upkeep.start(),
    sameAsk: (question, earlier) => guard(question, earlier).passed,
    sampledShare: ({ tier, cosine, taskClass }, usual) =>
      tier === 'semantic' ? plainRule.sampledShare(taskClass, cosine, usual) : usual,
    async observe(observation) {
      const { source, taskClass, score, cosine, correct } = observation;
      if (score !== null) calibration.noteObservation(taskClass, score, correct);
      // An exact hit says nothing of what near questions are worth.
      if (source !== 'exact') plainRule.note(taskClass, cosine, correct);
      await audit.note(observation);
    },
    learnNames(documents) {
      guard = makeGuards(extractNames(documents));
    },
    async close() {
      upkeep.stop();
      answers.invalidation.close();
      for (const record of [calibration, plainRule.record]) {
        await record.save().catch(parts.onError);
      }
    },
  };
}
