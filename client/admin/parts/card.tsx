import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface CardProps {
  title: string;
  about?: ReactNode;
  /** Right of the title. */
  tools?: ReactNode;
  /** Without space around the content, for tables. */
  isFlush?: boolean;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, about, tools, isFlush = false, children }: CardProps): ReactNode {
  return (
    <Paper component="section" className="admin-card" data-flush={isFlush || undefined}>
      <header className="admin-card-head">
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          {about === undefined ? null : (
            <Text component="div" size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </div>
        {tools}
      </header>
      <div className="admin-card-body">{children}</div>
    </Paper>
  );
}
