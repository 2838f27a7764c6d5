import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import {
  type UserRole,
  type UserWithPassword,
  userCreateSchema,
} from '../../../shared/admin-protocol.ts';
import { Problem } from '../../kit/staff/problem.tsx';
import { requestErrorOf } from '../../kit/staff/staff-error.ts';
import { useCreateUser } from './user-queries.ts';

interface CreateUserFormProps {
  onCreated(created: UserWithPassword): void;
  onCancel(): void;
}

/** Name, e-mail and role of a new user; the server makes the password. */
export function CreateUserForm({ onCreated, onCancel }: CreateUserFormProps): ReactNode {
  const create = useCreateUser();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<UserRole>('agent');
  const [wasSent, setWasSent] = useState(false);
  const parsed = userCreateSchema.safeParse({ name, email: email.trim(), role });
  const wrong = new Set(
    wasSent && !parsed.success ? parsed.error.issues.map(({ path }) => path[0]) : [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (parsed.success) create.mutate(parsed.data, { onSuccess: onCreated });
  };
  const isTaken = requestErrorOf(create.error).code === 'already-taken';
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          description="Customers see it when this person answers"
          value={name}
          maxLength={80}
          autoComplete="off"
          data-autofocus
          error={wrong.has('name') ? 'Enter a name.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          maxLength={254}
          autoComplete="off"
          error={wrong.has('email') ? 'Enter an e-mail address.' : undefined}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <div>
          <Text size="sm" fw={500} mb={4}>
            Role
          </Text>
          <SegmentedControl
            aria-label="Role"
            fullWidth
            value={role}
            onChange={setRole}
            data={[
              { value: 'agent' as const, label: 'Agent' },
              { value: 'admin' as const, label: 'Admin' },
            ]}
          />
        </div>
        <Problem
          title="The user was not added"
          thrown={create.error}
          {...(isTaken ? { words: 'There is a user with this e-mail already.' } : {})}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
