import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, type ReactNode, useState } from 'react';
import { passwordChangeSchema } from '../../../shared/admin-protocol.ts';
import { Problem } from './problem.tsx';
import { useChangePassword } from './session.ts';
import { requestErrorOf } from './staff-error.ts';

interface PasswordDialogProps {
  opened: boolean;
  onClose(): void;
}

/** Changes one's own password. */
export function PasswordDialog({ opened, onClose }: PasswordDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Change password">
      <PasswordForm onDone={onClose} />
    </Modal>
  );
}

/** Apart from the dialog, so that closing it forgets what was typed. */
function PasswordForm({ onDone }: { onDone(): void }): ReactNode {
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const valid = passwordChangeSchema.safeParse({ current, next });
  const isShort = wasSent && next.length < 12;
  const differs = wasSent && next !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (!valid.success || next !== again) return;
    change.mutate(valid.data, {
      onSuccess: () => {
        notifications.show({ color: 'desk', message: 'Your password was changed.' });
        onDone();
      },
    });
  };
  const isWrong = requestErrorOf(change.error).code === 'not-allowed';
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          You stay signed in here and are signed out everywhere else.
        </Text>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={current}
          error={isWrong ? 'This is not your current password.' : undefined}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters"
          autoComplete="new-password"
          required
          withAsterisk={false}
          maxLength={128}
          value={next}
          error={isShort ? 'Use at least 12 characters.' : undefined}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password again"
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={again}
          error={differs ? 'The two are not the same.' : undefined}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {isWrong ? null : <Problem thrown={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
