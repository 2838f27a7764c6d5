import { AreaChart, BarChart, LineChart } from '@mantine/charts';
import { Box, SegmentedControl, Table, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Card } from '../parts/card.tsx';
import { type Chart, chartSummary, isEmpty } from './chart.ts';

/** A chart that can be read as a table too. */
export function ChartCard({ chart }: { chart: Chart }): ReactNode {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const hasData = !isEmpty(chart);
  return (
    <Card
      title={chart.title}
      about={chart.about}
      tools={
        hasData ? (
          <SegmentedControl
            size="xs"
            aria-label={`${chart.title}: show as`}
            value={view}
            onChange={setView}
            data={[
              { value: 'chart' as const, label: 'Chart' },
              { value: 'table' as const, label: 'Table' },
            ]}
          />
        ) : null
      }
    >
      {view === 'table' && hasData ? <ChartTable chart={chart} /> : <Drawing chart={chart} />}
    </Card>
  );
}

function Drawing({ chart }: { chart: Chart }): ReactNode {
  if (isEmpty(chart)) {
    return (
      <div className="admin-chart-empty">
        <Text size="sm" c="dimmed">
          Nothing to show in this range yet
        </Text>
      </div>
    );
  }
  return (
    <div role="img" aria-label={chartSummary(chart)}>
      <Legend chart={chart} />
      <Lines chart={chart} />
    </div>
  );
}

function Lines({ chart }: { chart: Chart }): ReactNode {
  const { rows, series, format, isCount, kind } = chart;
  const common = {
    h: 210,
    data: rows,
    dataKey: 'label',
    valueFormatter: format,
    accessibilityLayer: false,
    tickLine: 'none' as const,
    gridAxis: 'x' as const,
    strokeDasharray: '0',
    yAxisProps: { width: 70, allowDecimals: !isCount, tickMargin: 6 },
    xAxisProps: { minTickGap: 24, tickMargin: 8 },
  };
  const lines = series.map(({ name, label, color, isDashed }) => ({
    name,
    label,
    color,
    ...(isDashed === true ? { strokeDasharray: '5 4' } : {}),
  }));
  const isShort = rows.length <= 2;
  switch (kind) {
    case 'area':
      return (
        <AreaChart
          {...common}
          series={lines}
          curveType="monotone"
          withDots={isShort}
          fillOpacity={0.14}
        />
      );
    case 'line':
      return <LineChart {...common} series={lines} curveType="monotone" withDots={isShort} />;
    case 'stacked-bars':
      return <BarChart {...common} series={lines} type="stacked" maxBarWidth={34} />;
  }
}

function Legend({ chart }: { chart: Chart }): ReactNode {
  return (
    <div className="admin-legend">
      {chart.series.map(({ name, label, color }) => (
        <span key={name}>
          <i style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }} />
          {label}
        </span>
      ))}
    </div>
  );
}

function ChartTable({ chart }: { chart: Chart }): ReactNode {
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
