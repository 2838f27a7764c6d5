import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Later, loadedLater } from '../../kit/staff/later.tsx';
import { Card } from '../parts/card.tsx';
import { OnceInView } from '../parts/once-in-view.tsx';
import { type Chart, chartHeight, chartSummary, isEmpty } from './chart.ts';

/** What draws is larger than all the rest, and comes after it. */
const ChartTable = loadedLater(async () => (await import('./chart-table.tsx')).ChartTable);
const ChartLines = loadedLater(async () => (await import('./chart-lines.tsx')).ChartLines);

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
      {view === 'table' && hasData ? (
        <Later fallback={<Skeleton height={chartHeight} radius="md" />}>
          <ChartTable chart={chart} />
        </Later>
      ) : (
        <Drawing chart={chart} />
      )}
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
      <OnceInView height={chartHeight}>
        <ChartLines chart={chart} />
      </OnceInView>
    </div>
  );
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
