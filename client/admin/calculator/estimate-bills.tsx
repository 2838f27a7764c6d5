import { Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EstimateView } from '../../../shared/admin-protocol.ts';
import { shareText, usdText } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';

/** The bill by every unit beside the reference, and what each saving does to it. */
export function EstimateBills({ view }: { view: EstimateView }): ReactNode {
  return (
    <Stack gap="md">
      <Bills view={view} />
      <Steps steps={view.steps} />
    </Stack>
  );
}

const units = [
  ['perCall', 'A call to a model'],
  ['perTurn', 'A question, cached or not'],
  ['perConversation', 'A conversation'],
  ['perResolvedConversation', 'A resolved conversation'],
  ['perUserAndMonth', 'A user and month'],
  ['perMonth', 'All users a month'],
] as const;

function Bills({ view: { estimate, reference } }: { view: EstimateView }): ReactNode {
  return (
    <Card
      title="The bill"
      about="Beside the same traffic with the large model for everything and no caches"
      isFlush
    >
      <DataTable
        caption="The bill by unit"
        minWidth={340}
        columns={['For', right('Estimate'), right('Reference')]}
      >
        {units.map(([unit, name]) => (
          <Table.Tr key={unit}>
            <Table.Th scope="row" fw={500}>
              {name}
            </Table.Th>
            <FigureCell>{usdText(estimate[unit])}</FigureCell>
            <FigureCell>{usdText(reference[unit])}</FigureCell>
          </Table.Tr>
        ))}
      </DataTable>
    </Card>
  );
}

function Steps({ steps }: Pick<EstimateView, 'steps'>): ReactNode {
  return (
    <Card
      title="What each saving does"
      about="The monthly bill of all users, as one saving after the other is switched on"
      isFlush
    >
      <DataTable
        caption="Savings in turn"
        minWidth={340}
        columns={['With', right('A month'), right('Saved so far')]}
      >
        {steps.map(({ name, perMonth, saved }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={500}>
              {sentence(name)}
            </Table.Th>
            <FigureCell>{usdText(perMonth)}</FigureCell>
            <FigureCell>{saved < 0 ? `−${shareText(-saved)}` : shareText(saved)}</FigureCell>
          </Table.Tr>
        ))}
      </DataTable>
    </Card>
  );
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
