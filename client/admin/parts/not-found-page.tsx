import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { NothingYet } from './nothing-yet.tsx';
import { Page } from './page.tsx';

export function NotFoundPage(): ReactNode {
  return (
    <Page title="Page not found">
      <NothingYet icon="search" title="There is no such page">
        Go on with the{' '}
        <Anchor component={Link} to="/admin">
          overview
        </Anchor>
        .
      </NothingYet>
    </Page>
  );
}
