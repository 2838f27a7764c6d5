import { SimpleGrid, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Figures } from '../../../shared/admin-protocol.ts';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import { countText, durationText, usdText } from '../../kit/staff/words/numbers.ts';
import { conversationsPath } from '../conversations/conversation-links.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { NumberLink } from '../parts/number-link.tsx';
import type { RangeChoice } from '../range/time-range.ts';
import { savedWords } from './headlines.ts';

interface BillProps {
  figures: Figures;
  choice: RangeChoice;
}

/** What it costs by every unit that someone may ask for, by class of question and by model. */
export function Bill({ figures, choice }: BillProps): ReactNode {
  return (
    <Card title="The bill" about={savedWords(figures.costUsd, figures.referenceCostUsd)} isFlush>
      <Units figures={figures} choice={choice} />
      <ByTaskClass figures={figures} />
      <ByModel figures={figures} />
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
      name: `Per visitor and month (${countText(figures.visitors)})`,
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

const right = (label: string) => ({ label, align: 'right' as const });

function ByTaskClass({ figures }: { figures: Figures }): ReactNode {
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
          <Figure>{countText(row.answers)}</Figure>
          <Figure>{countText(row.abstained)}</Figure>
          <Figure>{usdText(row.costUsd)}</Figure>
          <Figure>{usdText(row.referenceCostUsd)}</Figure>
          <Figure>{durationText(row.ttftMs.p50)}</Figure>
          <Figure>{durationText(row.ttftMs.p95)}</Figure>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function ByModel({ figures }: { figures: Figures }): ReactNode {
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
          <Figure>{countText(row.calls)}</Figure>
          <Figure>{countText(row.failed)}</Figure>
          <Figure>{countText(row.inputTokens)}</Figure>
          <Figure>{countText(row.cachedInputTokens)}</Figure>
          <Figure>{countText(row.outputTokens)}</Figure>
          <Figure>{usdText(row.costUsd)}</Figure>
          <Figure>{durationText(row.ttftMs.p50)}</Figure>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Figure({ children }: { children: ReactNode }): ReactNode {
  return (
    <Table.Td ta="right" className="admin-figures">
      {children}
    </Table.Td>
  );
}
