import { Box, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Chart } from './chart.ts';

/** All values of a chart. */
export function ChartTable({ chart }: { chart: Chart }): ReactNode {
  const { rows, series, format, title } = chart;
  return (
    <Box
      component="section"
      className="admin-chart-table"
      aria-label={`${title} as a table`}
      tabIndex={0}
    >
      <Table stickyHeader verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Time</Table.Th>
            {series.map(({ name, label }) => (
              <Table.Th key={name} scope="col" ta="right">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.label}>
              <Table.Th scope="row" fw={400}>
                {row.label}
              </Table.Th>
              {series.map(({ name }) => {
                const value = row[name];
                return (
                  <Table.Td key={name} ta="right" className="admin-figures">
                    {typeof value === 'number' ? format(value) : '–'}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
