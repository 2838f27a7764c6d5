import { Avatar, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useUser } from './session.ts';
import { initials } from './words/initials.ts';

/** Who is signed in, as shown in the header. */
export function UserFace(): ReactNode {
  const { name } = useUser();
  return (
    <>
      <Avatar size={32} color="desk" variant="filled" aria-hidden="true">
        {initials(name)}
      </Avatar>
      <Text size="sm" fw={500} visibleFrom="sm">
        {name}
      </Text>
      <Icon name="chevronDown" size={14} />
    </>
  );
}
