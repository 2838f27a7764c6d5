import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { errorWords } from './error-words.ts';
import { Icon } from './icon.tsx';
import { Later, loadedLater } from './later.tsx';
import { useSignOut, useUser } from './session.ts';
import { requestErrorOf } from './staff-error.ts';
import { useOpenAtOnce } from './use-open-at-once.ts';
import { UserFace } from './user-face.tsx';

const PasswordDialog = loadedLater(
  async () => (await import('./password-dialog.tsx')).PasswordDialog,
);

/** The menu of `Account`, opened at once: the appearance, the password and the way out. */
export function UserMenu(): ReactNode {
  const user = useUser();
  const signOut = useSignOut();
  const { button, isOpen, setIsOpen } = useOpenAtOnce<HTMLButtonElement>();
  const [wasAsked, setWasAsked] = useState(false);
  const [asksPassword, password] = useDisclosure(false);
  const askPassword = () => {
    setWasAsked(true);
    password.open();
  };
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
      <Menu
        opened={isOpen}
        onChange={setIsOpen}
        position="bottom-end"
        width={260}
        shadow="md"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <UnstyledButton
            ref={button}
            className="staff-user"
            aria-label={`Your account: ${user.name}`}
          >
            <UserFace />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className="staff-account">
            {user.email}, {user.role}
          </Menu.Label>
          <Menu.Divider />
          <ColorSchemeChoice />
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="key" size={16} />} onClick={askPassword}>
            Change password
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="signOut" size={16} />} onClick={leave}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {wasAsked ? (
        <Later fallback={null}>
          <PasswordDialog opened={asksPassword} onClose={password.close} />
        </Later>
      ) : null}
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
