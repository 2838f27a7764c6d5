import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OffPathPurpose, OffPathUse } from '../../../shared/admin-protocol.ts';
import { countText, usdText } from '../../kit/staff/words/numbers.ts';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';

const purposeNames: Record<OffPathPurpose, string> = {
  comparison: 'Checking cached answers against fresh ones',
  'warm-up': 'Having answers ready before they are asked for',
  embedding: 'Vectors of questions and documents',
};

/** What models were asked for beside answers: part of the bill, of no answer, class or visitor. */
export function OffPath({ uses }: { uses: OffPathUse[] }): ReactNode {
  if (uses.length === 0) return null;
  return (
    <DataTable
      caption="Cost off the path"
      minWidth={780}
      columns={[
        'Off the path',
        right('Calls'),
        right('Input tokens'),
        right('Of these cached'),
        right('Output tokens'),
        right('Cost'),
      ]}
    >
      {uses.map((use) => (
        <Table.Tr key={use.purpose}>
          <Table.Th scope="row" fw={500}>
            {purposeNames[use.purpose]}
          </Table.Th>
          <FigureCell>{countText(use.calls)}</FigureCell>
          <FigureCell>{countText(use.inputTokens)}</FigureCell>
          <FigureCell>{countText(use.cachedInputTokens)}</FigureCell>
          <FigureCell>{countText(use.outputTokens)}</FigureCell>
          <FigureCell>{usdText(use.costUsd)}</FigureCell>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
