import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface NumberLinkProps {
  to: string;
  /** Says where it leads, for who hears the number without what is around it. */
  label: string;
  children: ReactNode;
}

/** A number that leads to the conversations behind it. */
export function NumberLink({ to, label, children }: NumberLinkProps): ReactNode {
  return (
    <Anchor component={Link} to={to} aria-label={label} className="admin-number" inherit>
      {children}
    </Anchor>
  );
}
