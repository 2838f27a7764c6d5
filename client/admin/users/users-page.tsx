import { Avatar, Button, Group, Modal, Select, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import type { User, UserRole, UserWithPassword } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { Problem } from '../../kit/staff/problem.tsx';
import { useUser } from '../../kit/staff/session.ts';
import { initials } from '../../kit/staff/words/initials.ts';
import { dayText } from '../../kit/staff/words/moments.ts';
import { counted } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Page } from '../parts/page.tsx';
import { Tag } from '../parts/tag.tsx';
import { CreateUserForm } from './create-user-form.tsx';
import { PasswordOnce } from './password-once.tsx';
import { useChangeUser, useResetPassword, useUsers } from './user-queries.ts';

/** What is open over the page. */
type Open =
  | { kind: 'nothing' }
  | { kind: 'create' }
  | { kind: 'password'; created: UserWithPassword }
  | { kind: 'ask'; what: 'disable' | 'reset'; user: User };

/** Who may sign in, and as what. */
export function UsersPage(): ReactNode {
  const query = useUsers();
  const [open, setOpen] = useState<Open>({ kind: 'nothing' });
  const close = () => setOpen({ kind: 'nothing' });
  const showPassword = (created: UserWithPassword) => setOpen({ kind: 'password', created });
  return (
    <Page
      title="Users"
      about="Agents answer customers in the inbox. Admins do that too, and everything here."
      tools={
        <Button
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setOpen({ kind: 'create' })}
        >
          Add user
        </Button>
      }
    >
      <Loaded query={query} what="The users" placeholder={[320]}>
        {({ users }) => (
          <Card title={counted(users.length, 'user')} isFlush>
            <UserTable users={users} onAsk={(what, user) => setOpen({ kind: 'ask', what, user })} />
          </Card>
        )}
      </Loaded>
      <Modal opened={open.kind === 'create'} onClose={close} title="Add user">
        <CreateUserForm onCreated={showPassword} onCancel={close} />
      </Modal>
      <Modal
        opened={open.kind === 'password'}
        onClose={close}
        title="Password, shown this once"
        closeOnClickOutside={false}
      >
        {open.kind === 'password' ? <PasswordOnce created={open.created} onClose={close} /> : null}
      </Modal>
      {open.kind === 'ask' && open.what === 'reset' ? (
        <ResetDialog user={open.user} onReset={showPassword} onClose={close} />
      ) : null}
      {open.kind === 'ask' && open.what === 'disable' ? (
        <DisableDialog user={open.user} onClose={close} />
      ) : null}
    </Page>
  );
}

interface UserTableProps {
  users: readonly User[];
  onAsk(what: 'disable' | 'reset', user: User): void;
}

function UserTable({ users, onAsk }: UserTableProps): ReactNode {
  const change = useChangeUser();
  const self = useUser().userId;
  return (
    <>
      {change.error === null ? null : (
        <div className="admin-card-problem">
          <Problem title="The user was not changed" thrown={change.error} />
        </div>
      )}
      <DataTable
        caption="Users"
        minWidth={820}
        columns={['Name', 'Role', 'Status', 'Added', { label: 'Actions', align: 'right' }]}
      >
        {users.map((user) => (
          <Table.Tr key={user.id}>
            <Table.Td>
              <Group gap="sm" wrap="nowrap">
                <Avatar size={34} color="desk" variant="light" aria-hidden="true">
                  {initials(user.name)}
                </Avatar>
                <div>
                  <Text size="sm" fw={550}>
                    {user.name}
                    {user.id === self ? (
                      <Text span size="xs" c="dimmed">
                        {' '}
                        (you)
                      </Text>
                    ) : null}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {user.email}
                  </Text>
                </div>
              </Group>
            </Table.Td>
            <Table.Td>
              <Select
                size="xs"
                w={110}
                aria-label={`Role of ${user.name}`}
                allowDeselect={false}
                disabled={user.id === self || change.isPending}
                value={user.role}
                data={roles}
                onChange={(role) => {
                  if (role !== null) change.mutate({ id: user.id, change: { role } });
                }}
              />
            </Table.Td>
            <Table.Td>
              {user.disabled ? <Tag tone="muted">Disabled</Tag> : <Tag tone="good">Active</Tag>}
            </Table.Td>
            <Table.Td className="admin-figures">{dayText(user.createdAt)}</Table.Td>
            <Table.Td>
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Reset the password of ${user.name}`}
                  onClick={() => onAsk('reset', user)}
                >
                  Reset password
                </Button>
                {user.disabled ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Enable ${user.name}`}
                    onClick={() => change.mutate({ id: user.id, change: { disabled: false } })}
                  >
                    Enable
                  </Button>
                ) : (
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={user.id === self}
                    aria-label={`Disable ${user.name}`}
                    onClick={() => onAsk('disable', user)}
                  >
                    Disable
                  </Button>
                )}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );
}

export const roles: { value: UserRole; label: string }[] = [
  { value: 'agent', label: 'Agent' },
  { value: 'admin', label: 'Admin' },
];

interface ResetDialogProps {
  user: User;
  onReset(created: UserWithPassword): void;
  onClose(): void;
}

function ResetDialog({ user, onReset, onClose }: ResetDialogProps): ReactNode {
  const reset = useResetPassword();
  return (
    <ConfirmDialog
      opened
      title="Reset the password?"
      action="Reset password"
      isPending={reset.isPending}
      thrown={reset.error}
      onClose={onClose}
      onConfirm={() => reset.mutate(user.id, { onSuccess: onReset })}
    >
      <strong>{user.name}</strong> is signed out everywhere and signs in with a new password, which
      you see once.
    </ConfirmDialog>
  );
}

function DisableDialog({ user, onClose }: { user: User; onClose(): void }): ReactNode {
  const change = useChangeUser();
  const confirm = () =>
    change.mutate(
      { id: user.id, change: { disabled: true } },
      {
        onSuccess: () => {
          notifications.show({ color: 'desk', message: `${user.name} can no longer sign in.` });
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      opened
      title="Disable this user?"
      action="Disable user"
      isPending={change.isPending}
      thrown={change.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <strong>{user.name}</strong> is signed out at once and cannot sign in until enabled again.
      What they wrote stays; conversations that they have go back into the queue.
    </ConfirmDialog>
  );
}
