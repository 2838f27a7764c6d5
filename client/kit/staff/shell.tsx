import { AppShell, Burger, Group, NavLink as MantineNavLink } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { Account } from './account.tsx';
import { Brand } from './brand.tsx';
import { Icon, type IconName } from './icon.tsx';
import { useUser } from './session.ts';

/** A page in the navigation at the side. */
export interface NavigationItem {
  /** Path from the root, such as `/admin/users`. */
  path: string;
  label: string;
  icon: IconName;
  /** Only this very path is the item's; without it, all below it too. */
  exact?: boolean;
}

interface StaffShellProps {
  /** Which of the two is shown. */
  area: 'agent' | 'admin';
  /** The pages of the area; without any there is no column at the side. */
  navigation?: readonly NavigationItem[];
  /** Right in the header, before the account. */
  tools?: ReactNode;
  children: ReactNode;
}

/**
 * The frame of every page: brand, the way between the agents' and the admins' area by role, the account, and the
 * area's own navigation. Below the header the children have the whole height.
 */
export function StaffShell({ area, navigation, tools, children }: StaffShellProps): ReactNode {
  const [isOpen, menu] = useDisclosure(false);
  const hasNavigation = navigation !== undefined && navigation.length > 0;
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={
        hasNavigation ? { width: 224, breakpoint: 'sm', collapsed: { mobile: !isOpen } } : undefined
      }
    >
      <a className="staff-skip" href="#content">
        Skip to content
      </a>
      <AppShell.Header className="staff-header">
        <Group h="100%" px="md" gap="lg" wrap="nowrap">
          {hasNavigation ? (
            <Burger
              opened={isOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Navigation"
            />
          ) : null}
          <Brand />
          <Areas area={area} />
          <Group ml="auto" gap="sm" wrap="nowrap">
            {tools}
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      {hasNavigation ? (
        <AppShell.Navbar p="sm" aria-label="Pages" className="staff-navbar">
          {navigation.map((item) => (
            <Item key={item.path} item={item} onFollow={menu.close} />
          ))}
        </AppShell.Navbar>
      ) : null}
      <AppShell.Main id="content" tabIndex={-1} className="staff-main">
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

/** The two areas are pages of their own, so these are plain links. Agents have one only. */
function Areas({ area }: { area: 'agent' | 'admin' }): ReactNode {
  const { role } = useUser();
  if (role !== 'admin') return null;
  const current = (name: string) => (area === name ? ('page' as const) : undefined);
  return (
    <nav className="staff-areas" aria-label="Areas">
      <a href="/agent" aria-current={current('agent')}>
        Inbox
      </a>
      <a href="/admin" aria-current={current('admin')}>
        Admin
      </a>
    </nav>
  );
}

function Item({ item, onFollow }: { item: NavigationItem; onFollow(): void }): ReactNode {
  const { pathname } = useLocation();
  const isHere =
    pathname === item.path || (item.exact !== true && pathname.startsWith(`${item.path}/`));
  return (
    <MantineNavLink
      component={NavLink}
      to={item.path}
      end={item.exact}
      label={item.label}
      leftSection={<Icon name={item.icon} />}
      active={isHere}
      onClick={onFollow}
    />
  );
}
