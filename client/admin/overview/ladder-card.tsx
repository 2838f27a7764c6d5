import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { countText, intervalText, shareText } from '../../kit/staff/words/numbers.ts';
import { conversationsPath, numberLabel } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import { Tag } from '../parts/tag.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { ladderOf, type Rung, rungBar } from './ladder.ts';

interface LadderCardProps {
  figures: Figures;
  choice: RangeChoice;
}

/** From a real question to a problem that stayed solved, each step with what it was counted from. */
export function LadderCard({ figures, choice }: LadderCardProps): ReactNode {
  return (
    <Card
      title="Did it help?"
      about="Each step counts among the eligible conversations, the last among those of a week ago. The thin line is the 95% interval; numbers lead to the conversations."
    >
      <ol className="admin-ladder">
        {ladderOf(figures.rates).map((rung) => (
          <Step key={rung.name} rung={rung} choice={choice} />
        ))}
      </ol>
    </Card>
  );
}

function Step({ rung, choice }: { rung: Rung; choice: RangeChoice }): ReactNode {
  const { name, words, rate } = rung;
  const bar = rungBar(rate);
  return (
    <li data-rung={name}>
      <div className="admin-ladder-name">
        <Text fw={600} size="sm">
          {words.name}
          {name === 'contained' ? (
            <>
              {' '}
              <Tag tone="good">deflection</Tag>
            </>
          ) : null}
        </Text>
        <Text size="xs" c="dimmed">
          {words.meaning}
        </Text>
      </div>
      <div className="admin-ladder-figure">
        <div className="admin-ladder-bar" aria-hidden="true">
          {bar === null ? null : (
            <>
              <i style={{ width: `${bar.width}%` }} />
              <b style={{ left: `${bar.low}%`, width: `${bar.high - bar.low}%` }} />
            </>
          )}
        </div>
        {rate.denominator === 0 ? (
          <Text size="sm" c="dimmed" pt={6}>
            Nothing to count yet
          </Text>
        ) : (
          <Counts rung={rung} choice={choice} />
        )}
      </div>
    </li>
  );
}

function Counts({ rung, choice }: { rung: Rung; choice: RangeChoice }): ReactNode {
  const { name, rate, rest } = rung;
  const ends = intervalText(rate);
  return (
    <div className="admin-ladder-words">
      <strong>{shareText(rate.share)}</strong>
      <span>
        <NumberLink
          to={conversationsPath(choice, { rate: name, side: 'numerator' })}
          label={numberLabel({ rate: name, side: 'numerator' }, rate.numerator)}
        >
          {countText(rate.numerator)}
        </NumberLink>
        {` of ${countText(rate.denominator)}`}
      </span>
      {ends === null ? null : <span>95%: {ends}</span>}
      {rest === 0 ? null : (
        <NumberLink
          to={conversationsPath(choice, { rate: name, side: 'remainder' })}
          label={numberLabel({ rate: name, side: 'remainder' }, rest)}
        >
          {countText(rest)} not
        </NumberLink>
      )}
    </div>
  );
}
