import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorWords } from './error-words.ts';
import { Icon } from './icon.tsx';
import { requestErrorOf } from './staff-error.ts';

interface ProblemProps {
  /** What was thrown; null or undefined shows nothing. */
  thrown: unknown;
  /** What did not work, as a heading. */
  title?: string;
  /** Instead of the usual words for the error. */
  words?: string;
  onRetry?(): void;
}

/** Says what went wrong and, where it may help, offers to try again. Read aloud when it appears. */
export function Problem({ thrown, title, words, onRetry }: ProblemProps): ReactNode {
  if (thrown === null || thrown === undefined) return null;
  return (
    <Alert role="alert" color="red" variant="light" title={title} icon={<Icon name="alert" />}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{words ?? errorWords(requestErrorOf(thrown))}</Text>
        {onRetry === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
