import type { ReactNode } from 'react';

export type TagTone = 'good' | 'warning' | 'bad' | 'special' | 'muted';

/** A short state beside a name. */
export function Tag({ tone, children }: { tone: TagTone; children: ReactNode }): ReactNode {
  return (
    <span className="admin-tag" data-tone={tone}>
      {children}
    </span>
  );
}
