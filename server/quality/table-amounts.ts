import { criticalValues } from './critical-values.ts';
import { unitByWord } from './values/units.ts';

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

/** Units named in a heading such as "Price (EUR)" or "Range in km". */
const unitsNamed = (heading: string): string[] =>
  heading
    .toLowerCase()
    .split(/[\s()[\],:;]+/)
    .flatMap((word) => unitByWord.get(word) ?? []);

function rowAmounts(cells: string[], header: string[]): { amount: number; unit: string }[] {
  const rowUnits = unitsNamed(cells[0] ?? '');
  return cells.flatMap((cell, column) => {
    const units = [...unitsNamed(header[column] ?? ''), ...rowUnits];
    return criticalValues(cell).flatMap((value) =>
      value.kind === 'amount' && value.unit === null
        ? units.map((unit) => ({ amount: value.amount, unit }))
        : [],
    );
  });
}

/**
 * Amounts in the cells of markdown tables that take their unit from the head of their column or row.
 * A cell that names its own unit is left to the ordinary reading.
 */
export function tableAmounts(text: string): { amount: number; unit: string }[] {
  const found: { amount: number; unit: string }[] = [];
  let header: string[] | null = null;
  for (const line of text.split('\n')) {
    if (!line.includes('|')) {
      header = null;
      continue;
    }
    const cells = cellsOf(line);
    if (header === null) {
      header = cells;
      continue;
    }
    found.push(...rowAmounts(cells, header));
  }
  return found;
}
