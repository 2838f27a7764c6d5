import type { ReactNode } from 'react';
import type { Figures, RateName } from '../../../shared/admin-protocol.ts';
import { countText, intervalText, shareText } from '../../kit/staff/words/numbers.ts';
import { conversationsPath, numberLabel } from '../conversations/conversation-links.ts';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { rateWords } from '../words/rate-words.ts';

interface RateListProps {
  rates: Figures['rates'];
  choice: RangeChoice;
  /** `name` where the rate's own name is not the best here. */
  lines: readonly { rate: RateName; name?: string }[];
}

/** Shares, each with what it was counted from and its interval. */
export function RateList({ rates, choice, lines }: RateListProps): ReactNode {
  return (
    <ul className="admin-signals">
      {lines.map(({ rate: name, name: shown }) => {
        const rate = rates[name];
        const words = rateWords[name];
        const rest = rate.denominator - rate.numerator;
        return (
          <li key={name} title={words.meaning}>
            <span className="admin-signal-name">{shown ?? words.name}</span>
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
  );
}
