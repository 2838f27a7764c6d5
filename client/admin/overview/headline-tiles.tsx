import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { type Headline, headlinesOf } from './headlines.ts';

interface HeadlineTilesProps {
  figures: Figures;
  /** The figures of the range before, once they are there. */
  before: Figures | undefined;
  choice: RangeChoice;
}

/** The four numbers that answer whether it is worth it. */
export function HeadlineTiles({ figures, before, choice }: HeadlineTilesProps): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
      {headlinesOf(figures, before).map((headline) => (
        <Tile key={headline.name} headline={headline} choice={choice} />
      ))}
    </SimpleGrid>
  );
}

function Tile({ headline, choice }: { headline: Headline; choice: RangeChoice }): ReactNode {
  const { name, value, behind, details, rest, change, changeOf } = headline;
  return (
    <Paper component="section" aria-label={name} className="admin-tile">
      <div className="admin-tile-head">
        <Text size="sm" fw={550} c="dimmed">
          {name}
        </Text>
        {change === null ? null : (
          <span className="admin-change" data-tone={change.tone} title="Against the range before">
            {changeOf === undefined ? change.text : `${change.text} ${changeOf}`}
          </span>
        )}
      </div>
      <div className="admin-tile-value">
        <NumberLink to={conversationsPath(choice, behind)} label={`${name}: ${value}`}>
          {value}
        </NumberLink>
      </div>
      <Text size="sm" c="dimmed">
        {details}
        {rest === null ? null : (
          <>
            {' · '}
            <NumberLink to={conversationsPath(choice, rest.behind)} label={rest.label}>
              {rest.text}
            </NumberLink>
          </>
        )}
      </Text>
    </Paper>
  );
}
