import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../kit/staff/icon.tsx';

interface NothingYetProps {
  icon: IconName;
  title: string;
  /** What to do about it. */
  children: ReactNode;
  action?: ReactNode;
}

/** In the place of what does not exist yet. */
export function NothingYet({ icon, title, children, action }: NothingYetProps): ReactNode {
  return (
    <div className="admin-nothing">
      <span className="admin-nothing-icon">
        <Icon name={icon} size={24} />
      </span>
      <Text fw={600}>{title}</Text>
      <Text component="div" size="sm" c="dimmed" maw={440}>
        {children}
      </Text>
      {action}
    </div>
  );
}
