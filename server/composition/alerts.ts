import type { WrongHitAlarm } from '../caching/wrong-hit-alarm.ts';
import type { Config } from '../config.ts';
import type { MoneyBudgets } from '../routing/money-budgets.ts';
import type { AlertReader } from '../transport/admin/alert-routes.ts';

/** What admins are told of, from the parts that raise an alarm. */
export function alertsFrom(
  config: Pick<Config, 'usdPerDay' | 'wrongHitBound'>,
  parts: {
    budgets: Pick<MoneyBudgets, 'stageToday' | 'usedToday'>;
    alarm: Pick<WrongHitAlarm, 'isRaised' | 'rate'>;
  },
): AlertReader {
  return () => {
    const { stageToday: stage, usedToday: usedShare } = parts.budgets;
    const { isRaised, rate } = parts.alarm;
    return [
      ...(stage === 'any'
        ? []
        : [{ kind: 'money' as const, stage, usedShare, usdPerDay: config.usdPerDay }]),
      ...(isRaised && rate !== null
        ? [
            {
              kind: 'wrong-hits' as const,
              rate,
              bound: config.wrongHitBound,
            },
          ]
        : []),
    ];
  };
}
