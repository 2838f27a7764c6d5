/** Of the drawing, in pixels. */
export const chartHeight = 210;

/** A chart as plain values: what is drawn, and what its table says. */
export interface Chart {
  title: string;
  /** One sentence that says what is drawn and which way is good. */
  about: string;
  kind: 'area' | 'line' | 'stacked-bars';
  series: ChartSeries[];
  rows: ChartRow[];
  format: (value: number) => string;
  /** Whole numbers only on the axis. */
  isCount: boolean;
}

export interface ChartSeries {
  /** The key of its values in the rows. */
  name: string;
  label: string;
  color: string;
  isDashed?: boolean;
}

/** `label` names the moment; every other key is a series' value, null where nothing was measured. */
export type ChartRow = { label: string } & Record<string, string | number | null>;

/** Whether anything is to be seen. */
export function isEmpty({ rows, series }: Chart): boolean {
  return rows.every((row) => series.every(({ name }) => row[name] === null || row[name] === 0));
}

/** The chart in one sentence for who cannot see it. */
export function chartSummary(chart: Chart): string {
  const { title, rows, series, format } = chart;
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || isEmpty(chart)) return `${title}: no data.`;
  const extremes = series.map(({ name, label }) => {
    const values = rows.map((row) => row[name]).filter((value) => typeof value === 'number');
    if (values.length === 0) return `${label} without data`;
    return `${label} from ${format(Math.min(...values))} to ${format(Math.max(...values))}`;
  });
  return `${title}, ${first.label} to ${last.label}: ${extremes.join(', ')}. The table has all values.`;
}
