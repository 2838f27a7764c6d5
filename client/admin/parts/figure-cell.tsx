import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A number in a table, under a heading made by `right`. */
export function FigureCell({ children }: { children: ReactNode }): ReactNode {
  return (
    <Table.Td ta="right" className="admin-figures">
      {children}
    </Table.Td>
  );
}

/** The heading of a column of numbers. */
export const right = (label: string) => ({ label, align: 'right' as const });
