import '@mantine/charts/styles.css';
import { AreaChart, BarChart, LineChart } from '@mantine/charts';
import type { ReactNode } from 'react';
import { type Chart, chartHeight } from './chart.ts';

/** The chart itself, as lines, areas or bars. */
export function ChartLines({ chart }: { chart: Chart }): ReactNode {
  const { rows, series, format, isCount, kind } = chart;
  const common = {
    h: chartHeight,
    data: rows,
    dataKey: 'label',
    valueFormatter: format,
    accessibilityLayer: false,
    tickLine: 'none' as const,
    gridAxis: 'x' as const,
    strokeDasharray: '0',
    yAxisProps: { width: 70, allowDecimals: !isCount, tickMargin: 6 },
    xAxisProps: {
      interval: 'equidistantPreserveStart' as const,
      minTickGap: 18,
      tickMargin: 8,
      // The first and the last moment are named below the ends of a line.
      ...(kind === 'stacked-bars' ? {} : { padding: { left: 22, right: 22 } }),
    },
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
      return (
        <LineChart
          {...common}
          series={lines}
          curveType="monotone"
          // A day that stands alone has no line.
          withDots={rows.length <= 31}
          dotProps={{ r: 2.5 }}
        />
      );
    case 'stacked-bars':
      return <BarChart {...common} series={lines} type="stacked" maxBarWidth={34} />;
  }
}
