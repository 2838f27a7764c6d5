import { Box, Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface DataTableProps {
  /** What the table holds; read aloud, and the name of the region that scrolls sideways on a small screen. */
  caption: string;
  columns: readonly (string | { label: string; align: 'right' })[];
  children: ReactNode;
  minWidth?: number;
}

/** A table that scrolls by itself where the screen is too narrow for it. Rows are `Table.Tr`. */
export function DataTable({
  caption,
  columns,
  children,
  minWidth = 640,
}: DataTableProps): ReactNode {
  return (
    // A region that scrolls must be within reach of the keyboard.
    <Box component="section" className="admin-table" aria-label={caption} tabIndex={0}>
      <Table miw={minWidth} verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => {
              const { label, align } =
                typeof column === 'string' ? { label: column, align: 'left' as const } : column;
              return (
                <Table.Th key={label} ta={align} scope="col">
                  {label}
                </Table.Th>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Box>
  );
}
