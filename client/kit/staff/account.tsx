import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Later, loadedLater } from './later.tsx';
import { useUser } from './session.ts';
import { useIntent } from './use-intent.ts';
import { UserFace } from './user-face.tsx';

const load = () => import('./user-menu.tsx');
const UserMenu = loadedLater(async () => (await load()).UserMenu);

/** Who is signed in; pressed, it opens the menu. */
export function Account(): ReactNode {
  const { name } = useUser();
  const { wasPressed, handlers } = useIntent(load);
  const button = (
    <UnstyledButton
      className="staff-user"
      aria-label={`Your account: ${name}`}
      aria-haspopup="menu"
      {...handlers}
    >
      <UserFace />
    </UnstyledButton>
  );
  return wasPressed ? (
    <Later fallback={button}>
      <UserMenu />
    </Later>
  ) : (
    button
  );
}
