import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { errorWords } from './error-words.ts';
import { Icon } from './icon.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { useSignOut, useUser } from './session.ts';
import { requestErrorOf } from './staff-error.ts';

/** Who is signed in, with the appearance, the password and the way out. */
export function UserMenu(): ReactNode {
  const user = useUser();
  const signOut = useSignOut();
  const [asksPassword, password] = useDisclosure(false);
  const leave = () =>
    signOut.mutate(undefined, {
      onError: (thrown) =>
        notifications.show({
          color: 'red',
          title: 'You are still signed in',
          message: errorWords(requestErrorOf(thrown)),
        }),
    });
  return (
    <>
      <Menu position="bottom-end" width={260} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className="staff-user" aria-label={`Your account: ${user.name}`}>
            <Avatar size={32} color="desk" variant="filled" aria-hidden="true">
              {initials(user.name)}
            </Avatar>
            <Text size="sm" fw={500} visibleFrom="sm">
              {user.name}
            </Text>
            <Icon name="chevronDown" size={14} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className="staff-account">
            {user.email}, {user.role}
          </Menu.Label>
          <Menu.Divider />
          <ColorSchemeChoice />
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="key" size={16} />} onClick={password.open}>
            Change password
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="signOut" size={16} />} onClick={leave}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PasswordDialog opened={asksPassword} onClose={password.close} />
    </>
  );
}

const schemes = [
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'auto', label: 'As the system', icon: 'device' },
] as const;

function ColorSchemeChoice(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (value: string) => {
    const chosen = schemes.find((scheme) => scheme.value === value);
    if (chosen !== undefined) setColorScheme(chosen.value);
  };
  return (
    <Menu.RadioGroup value={colorScheme} onChange={choose}>
      {schemes.map(({ value, label, icon }) => (
        <Menu.RadioItem key={value} value={value} rightSection={<Icon name={icon} size={16} />}>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** The first letters of the first and the last name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
