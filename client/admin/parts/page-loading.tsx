import { Skeleton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

/** In the place of a page while its code is on its way. */
export function PageLoading(): ReactNode {
  return (
    <div className="admin-page" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <Skeleton height={32} width={220} radius="md" />
      <Skeleton height={320} radius="md" />
    </div>
  );
}
