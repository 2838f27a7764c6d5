import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface FigureTileProps {
  name: string;
  value: string;
  /** What the value was counted from, or what it means. */
  about: string;
}

/** One number, large. */
export function FigureTile({ name, value, about }: FigureTileProps): ReactNode {
  return (
    <Paper component="section" aria-label={name} className="admin-tile">
      <Text size="sm" fw={550} c="dimmed">
        {name}
      </Text>
      <div className="admin-tile-value">{value}</div>
      <Text size="sm" c="dimmed">
        {about}
      </Text>
    </Paper>
  );
}
