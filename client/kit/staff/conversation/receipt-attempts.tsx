import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelAttempt } from '../../../../shared/receipt.ts';
import { countText, durationText, usdText } from '../words/numbers.ts';
import { callReason } from './follow-up-words.ts';
import { outcomeColors, outcomeWords, plainName, reasonWords } from './receipt-words.ts';
import { Facts } from './section.tsx';

/** Every model that was asked, in order, with what it cost and how fast it was. */
export function ReceiptAttempts({ attempts }: { attempts: readonly ModelAttempt[] }): ReactNode {
  const numbered = attempts.map((attempt, index) => ({ ...attempt, number: index + 1 }));
  return (
    <ol className="receipt-attempts">
      {numbered.map((attempt) => (
        <li key={attempt.number}>
          <div className="receipt-attempt-head">
            <strong>{attempt.model}</strong>
            <Badge size="sm" variant="light" color={outcomeColors[attempt.outcome]}>
              {outcomeWords[attempt.outcome]}
            </Badge>
          </div>
          <p className="receipt-soft">
            {plainName(callReason(attempt, reasonWords))}
            {attempt.errorCode === undefined
              ? ''
              : `: ${plainName(attempt.errorCode).toLowerCase()}`}
          </p>
          <Facts
            facts={[
              ['Provider', attempt.provider],
              ['Tokens in', tokensIn(attempt)],
              ['Tokens out', `${countText(attempt.outputTokens)}${estimated(attempt)}`],
              ['Cost', usdText(attempt.costUsd)],
              ['First token', durationText(attempt.ttftMs)],
              ['Total', durationText(attempt.totalMs)],
            ]}
          />
        </li>
      ))}
    </ol>
  );
}

function tokensIn(attempt: ModelAttempt): string {
  const { inputTokens, cachedInputTokens } = attempt;
  const cached = cachedInputTokens === 0 ? '' : `, ${countText(cachedInputTokens)} of them cached`;
  return `${countText(inputTokens)}${cached}${estimated(attempt)}`;
}

function estimated({ usageEstimated }: ModelAttempt): string {
  return usageEstimated ? ' (counted here)' : '';
}
