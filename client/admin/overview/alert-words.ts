import type { Alert } from '../../../shared/admin-alerts.ts';
import { intervalText, shareText, usdText } from '../../kit/staff/words/numbers.ts';

/** What an alert says, and what it means for customers. */
export function alertWords(alert: Alert): { title: string; text: string } {
  if (alert.kind === 'wrong-hits') {
    const { rate, bound } = alert;
    return {
      title: 'Too many cached answers are wrong',
      text: `${shareText(rate.share)} of the sampled ones (95% interval ${intervalText(rate) ?? 'unknown'}), where at most ${shareText(bound)} are allowed.`,
    };
  }
  const used = `${shareText(alert.usedShare)} of ${usdText(alert.usdPerDay)}`;
  if (alert.stage === 'small-only') {
    return {
      title: 'The day’s model money is running out',
      text: `${used} is spent. Only small models are asked until midnight UTC.`,
    };
  }
  return {
    title: 'The day’s model money is used up',
    text: `${used} is spent. Until midnight UTC answers quote the documents, and who gets none waits for a person. USD_PER_DAY raises the limit.`,
  };
}
