import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UserWithPassword } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';

interface PasswordOnceProps {
  created: UserWithPassword;
  onClose(): void;
}

/** The random password of a user, which only its hash remains of. */
export function PasswordOnce({ created, onClose }: PasswordOnceProps): ReactNode {
  const { user, password } = created;
  return (
    <Stack>
      <Text size="sm">
        Give it to <strong>{user.name}</strong> ({user.email}) by a way you trust. It cannot be
        shown again; they can change it after signing in.
      </Text>
      <output className="admin-password" aria-label="Password">
        {password}
      </output>
      <Group justify="flex-end">
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <Icon name="check" size={16} /> : null}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>I have it</Button>
      </Group>
    </Stack>
  );
}
