import type { ReactNode } from 'react';
import type { Figures, RateName } from '../../../shared/admin-protocol.ts';
import { countText, intervalText, shareText } from '../../kit/staff/words/numbers.ts';
import { conversationsPath, numberLabel } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { rateWords } from '../words/rate-words.ts';

const signals: RateName[] = [
  'handed-off',
  'abstained',
  'abandoned',
  'value-held-back',
  'degraded',
  'exact-hit',
  'semantic-hit',
  'fragment-hit',
];

interface SignalsCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** Shares to keep an eye on, apart from the ladder. */
export function SignalsCard({ figures, choice }: SignalsCardProps): ReactNode {
  return (
    <Card title="Signals" about="Hand-offs, abstentions and cache hits">
      <ul className="admin-signals">
        {signals.map((name) => {
          const rate = figures.rates[name];
          const words = rateWords[name];
          const rest = rate.denominator - rate.numerator;
          return (
            <li key={name} title={words.meaning}>
              <span className="admin-signal-name">{words.name}</span>
              <strong>{shareText(rate.share)}</strong>
              <span className="admin-signal-count">
                <NumberLink
                  to={conversationsPath(choice, { rate: name, side: 'numerator' })}
                  label={numberLabel({ rate: name, side: 'numerator' }, rate.numerator)}
                >
                  {countText(rate.numerator)}
                </NumberLink>
                {' of '}
                <NumberLink
                  to={conversationsPath(choice, { rate: name, side: 'remainder' })}
                  label={numberLabel({ rate: name, side: 'remainder' }, rest)}
                >
                  {countText(rate.denominator)}
                </NumberLink>
              </span>
              <span className="admin-signal-interval">{intervalText(rate) ?? '–'}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
