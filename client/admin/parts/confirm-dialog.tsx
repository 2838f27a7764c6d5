import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from '../../kit/staff/problem.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will be, and whether it can be undone. */
  children: ReactNode;
  /** What the button does, such as `Delete document`. */
  action: string;
  isPending: boolean;
  /** What went wrong when it was tried. */
  thrown: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { opened, title, children, action, isPending, thrown, onConfirm, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Text component="div" size="sm">
          {children}
        </Text>
        <Problem thrown={thrown} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red.9" loading={isPending} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
