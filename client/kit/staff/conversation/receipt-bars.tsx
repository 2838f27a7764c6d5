import type { ReactNode } from 'react';

export interface Bar {
  name: string;
  value: number;
  text: string;
}

/** Amounts as bars beside their names and values. The bars are decoration: the values say it all. */
export function ReceiptBars({ bars }: { bars: readonly Bar[] }): ReactNode {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <ul className="receipt-bars">
      {bars.map(({ name, value, text }) => (
        <li key={name}>
          <span>{name}</span>
          <span className="receipt-bar" aria-hidden="true">
            <span style={{ width: `${(100 * value) / most}%` }} />
          </span>
          <span className="receipt-number">{text}</span>
        </li>
      ))}
    </ul>
  );
}
