import { readFileSync } from 'node:fs';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { AnswerCache } from '../caching/answer-cache.ts';
import { CalibrationKeeper } from '../caching/calibration-keeper.ts';
import { extractNames, type NamedText } from '../caching/decision/guards/name-vocabulary.ts';
import { makeGuards } from '../caching/decision/guards.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../caching/decision/verifier.ts';
import { HitAudit } from '../caching/hit-audit.ts';
import { calibratedDecision } from '../caching/hit-decision.ts';
import type { Observation } from '../caching/observations.ts';
import { storedCalibrations } from '../caching/stored-calibrations.ts';
import type { Config } from '../config.ts';
import type { SettingStore } from '../ports/setting-store.ts';
import type { SharedState } from './shared-state.ts';
import type { Vectors } from './vectors.ts';

export interface Caching {
  answers: AnswerCache;
  calibration: CalibrationKeeper;
  audit: HitAudit;
  /** Learns from an observation, of a miss or of a sampled hit. */
  observe: (observation: Observation) => Promise<void>;
  /** Takes the knowledge base's names into the guards; again after each edit. */
  learnNames: (documents: NamedText[]) => void;
  close(): Promise<void>;
}

const saveEveryMs = 15_000;
/** Share of would-be hits that are answered afresh in the customer's sight. */
const exploration = 0.01;

const weightsFile = new URL('../caching/decision/verifier-weights.json', import.meta.url);

/** The caches of answers with their decision: guards, verifier, calibration. */
export function openCaching(
  config: Pick<Config, 'wrongHitBound'>,
  parts: {
    shared: SharedState;
    vectors: Vectors;
    settings: SettingStore;
    documentVersions: (documentIds: string[]) => Promise<ReadonlyMap<string, number>>;
    onError: (error: unknown) => void;
  },
): Caching {
  const weights = JSON.parse(readFileSync(weightsFile, 'utf8')) as { shipped: VerifierWeights };
  const verifier = makeLogisticVerifier(weights.shipped);
  const calibration = new CalibrationKeeper({
    verifierId: verifier.verifierId,
    store: storedCalibrations(parts.settings),
    bound: config.wrongHitBound,
  });
  const audit = new HitAudit(parts.settings);
  let guard = makeGuards(extractNames([]));
  const answers = new AnswerCache({
    cache: parts.shared.cache,
    vectors: parts.vectors.answers,
    clock: systemClock,
    decide: calibratedDecision({
      guard: (question, candidate) => guard(question, candidate),
      verifier,
      calibration,
      exploration,
      random: Math.random,
    }),
    documentVersions: parts.documentVersions,
    random: Math.random,
  });
  calibration.load().catch(parts.onError);
  const save = () => calibration.save().catch(parts.onError);
  const saving = setInterval(save, saveEveryMs);
  saving.unref();
  return {
    answers,
    calibration,
    audit,
    async observe(observation) {
      calibration.noteObservation(observation.taskClass, observation.score, observation.correct);
      await audit.note(observation);
    },
    learnNames(documents) {
      guard = makeGuards(extractNames(documents));
    },
    async close() {
      clearInterval(saving);
      answers.invalidation.close();
      await save();
    },
  };
}
