import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ClassUse } from '../../../shared/admin-protocol.ts';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import { countText, durationText, shareText, usdText } from '../../kit/staff/words/numbers.ts';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { hitRate } from './class-uses.ts';

interface ClassTableProps {
  classes: readonly ClassUse[];
  choice: RangeChoice;
}

/** The whole range by class of question and tier. */
export function ClassTable({ classes, choice }: ClassTableProps): ReactNode {
  return (
    <Card title="By class of question" about="Hits of lookups in each tier" isFlush>
      <DataTable
        caption="Cache hits by class of question"
        minWidth={760}
        columns={[
          'Class of question',
          right('Exact'),
          right('Semantic'),
          right('Fragment'),
          right('Dollars saved'),
          right('Waiting saved'),
        ]}
      >
        {classes.map((use) => (
          <Table.Tr key={use.taskClass}>
            <Table.Th scope="row" fw={500}>
              {taskClassNames[use.taskClass]}
            </Table.Th>
            {(['exact', 'semantic', 'fragment'] as const).map((tier) => (
              <FigureCell key={tier}>
                <TierHits use={use} tier={tier} choice={choice} />
              </FigureCell>
            ))}
            <FigureCell>{usdText(use.savedUsd)}</FigureCell>
            <FigureCell>{durationText(use.savedMs)}</FigureCell>
          </Table.Tr>
        ))}
      </DataTable>
    </Card>
  );
}

interface TierHitsProps {
  use: ClassUse;
  tier: 'exact' | 'semantic' | 'fragment';
  choice: RangeChoice;
}

function TierHits({ use, tier, choice }: TierHitsProps): ReactNode {
  const { hits, lookups } = use[tier];
  if (lookups === 0) return '–';
  const { taskClass } = use;
  const behind = { rate: `${tier}-hit`, side: 'numerator' } as const;
  return (
    <>
      <strong>{shareText(hitRate(use[tier]))}</strong>{' '}
      <NumberLink
        to={conversationsPath(choice, behind, { taskClass })}
        label={`${countText(hits)} ${tier} hits of class ${taskClassNames[taskClass]}`}
      >
        {countText(hits)}
      </NumberLink>
      {` of ${countText(lookups)}`}
    </>
  );
}
