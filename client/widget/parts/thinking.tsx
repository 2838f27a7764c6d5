import type { ReactNode } from 'react';
import { useLabels } from '../labels/labels-context.ts';

/** Stands where the answer will be until its first word. */
export function Thinking(): ReactNode {
  const labels = useLabels();
  return (
    <p className="thinking">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {labels.thinking}
    </p>
  );
}
