import { Button, SimpleGrid, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import { counted, countText, durationText, usdText } from '../../kit/staff/words/numbers.ts';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { savedWords, spentUsd } from './headlines.ts';
import { OffPath } from './off-path.tsx';

interface BillProps {
  figures: Figures;
  choice: RangeChoice;
}

/** What it costs by every unit that someone may ask for, by class of question and by model. */
export function Bill({ figures, choice }: BillProps): ReactNode {
  return (
    <Card
      title="The bill"
      about={`${savedWords(spentUsd(figures), figures.referenceCostUsd)}. The reference is one model for everything and no caches.`}
      isFlush
      tools={
        <Button component={Link} to="/admin/calculator" variant="default" size="sm">
          What would one user cost?
        </Button>
      }
    >
      <Units figures={figures} choice={choice} />
      <ByTaskClass figures={figures} choice={choice} />
      <ByModel figures={figures} choice={choice} />
      <OffPath uses={figures.offPath} />
    </Card>
  );
}

function Units({ figures, choice }: BillProps): ReactNode {
  const resolved = { rate: 'assumed-resolved', side: 'numerator' } as const;
  const units = [
    { name: 'Per answer', usd: figures.costPerAnswerUsd, to: conversationsPath(choice) },
    {
      name: 'Per conversation',
      usd: figures.costPerConversationUsd,
      to: conversationsPath(choice),
    },
    {
      name: 'Per resolved conversation',
      usd: figures.costPerResolvedUsd,
      to: conversationsPath(choice, resolved),
    },
    {
      name: `Per visitor and month, of ${countText(figures.visitors)}`,
      usd: figures.costPerVisitorMonthUsd,
      to: conversationsPath(choice),
    },
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} className="admin-units">
      {units.map(({ name, usd, to }) => (
        <div key={name}>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <NumberLink to={to} label={`${name}: ${usdText(usd)}`}>
            {usdText(usd)}
          </NumberLink>
        </div>
      ))}
    </SimpleGrid>
  );
}

function ByTaskClass({ figures, choice }: BillProps): ReactNode {
  if (figures.taskClasses.length === 0) return null;
  return (
    <DataTable
      caption="Cost by class of question"
      minWidth={720}
      columns={[
        'Class of question',
        right('Answers'),
        right('Abstained'),
        right('Cost'),
        right('Reference'),
        right('First token p50'),
        right('p95'),
      ]}
    >
      {figures.taskClasses.map((row) => (
        <Table.Tr key={row.taskClass}>
          <Table.Th scope="row" fw={500}>
            {taskClassNames[row.taskClass]}
          </Table.Th>
          <FigureCell>
            <NumberLink
              to={conversationsPath(choice, null, { taskClass: row.taskClass })}
              label={`${counted(row.answers, 'answer')} of class ${taskClassNames[row.taskClass]}`}
            >
              {countText(row.answers)}
            </NumberLink>
          </FigureCell>
          <FigureCell>
            <NumberLink
              to={conversationsPath(
                choice,
                { rate: 'abstained', side: 'numerator' },
                { taskClass: row.taskClass },
              )}
              label={`${counted(row.abstained, 'answer')} of class ${taskClassNames[row.taskClass]} that abstained`}
            >
              {countText(row.abstained)}
            </NumberLink>
          </FigureCell>
          <FigureCell>{usdText(row.costUsd)}</FigureCell>
          <FigureCell>{usdText(row.referenceCostUsd)}</FigureCell>
          <FigureCell>{durationText(row.ttftMs.p50)}</FigureCell>
          <FigureCell>{durationText(row.ttftMs.p95)}</FigureCell>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function ByModel({ figures, choice }: BillProps): ReactNode {
  if (figures.models.length === 0) return null;
  return (
    <DataTable
      caption="Cost by model"
      minWidth={780}
      columns={[
        'Model',
        right('Calls'),
        right('Failed'),
        right('Input tokens'),
        right('Of these cached'),
        right('Output tokens'),
        right('Cost'),
        right('First token p50'),
      ]}
    >
      {figures.models.map((row) => (
        <Table.Tr key={`${row.provider}/${row.model}`}>
          <Table.Th scope="row" fw={500}>
            {row.model}{' '}
            <Text span size="xs" c="dimmed">
              {row.provider}
            </Text>
          </Table.Th>
          <FigureCell>
            <NumberLink
              to={conversationsPath(choice, null, { model: row.model })}
              label={`${counted(row.calls, 'call')} of ${row.model}`}
            >
              {countText(row.calls)}
            </NumberLink>
          </FigureCell>
          <FigureCell>{countText(row.failed)}</FigureCell>
          <FigureCell>{countText(row.inputTokens)}</FigureCell>
          <FigureCell>{countText(row.cachedInputTokens)}</FigureCell>
          <FigureCell>{countText(row.outputTokens)}</FigureCell>
          <FigureCell>{usdText(row.costUsd)}</FigureCell>
          <FigureCell>{durationText(row.ttftMs.p50)}</FigureCell>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
