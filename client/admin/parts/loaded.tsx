import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from '../../kit/staff/problem.tsx';

/** What every kind of query has. */
interface Query<Value> {
  data: Value | undefined;
  isError: boolean;
  error: unknown;
  refetch(): Promise<unknown>;
}

interface LoadedProps<Value> {
  query: Query<Value>;
  /** What could not be loaded, as in "… could not be loaded". */
  what: string;
  /** Heights in pixels of what will come, each another. */
  placeholder?: readonly number[];
  children: (value: Value) => ReactNode;
}

/** Grey shapes until the answer is there, the problem with a way to try again, and what it was asked for. */
export function Loaded<Value>({
  query,
  what,
  placeholder = [64, 220],
  children,
}: LoadedProps<Value>): ReactNode {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? (
          <Problem
            title={`${what} could not be brought up to date`}
            thrown={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : null}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    return (
      <Problem
        title={`${what} could not be loaded`}
        thrown={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <Stack aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {placeholder.map((height) => (
        <Skeleton key={height} height={height} radius="md" />
      ))}
    </Stack>
  );
}
