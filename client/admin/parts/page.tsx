import { Anchor, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { Icon } from '../../kit/staff/icon.tsx';

interface PageProps {
  title: string;
  /** One sentence under the title. */
  about?: ReactNode;
  /** Beside the title: what chooses or begins something. */
  tools?: ReactNode;
  /** The page above this one. */
  back?: { to: string; label: string };
  children: ReactNode;
}

/** A page with its heading, which names the browser's tab too. */
export function Page({ title, about, tools, back, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Deskhand`;
  }, [title]);
  return (
    <div className="admin-page">
      {back === undefined ? null : (
        <Anchor component={Link} to={back.to} size="sm" className="admin-back">
          <Icon name="back" size={16} />
          {back.label}
        </Anchor>
      )}
      <header className="admin-page-head">
        <div className="admin-page-title">
          <Title order={1}>{title}</Title>
          {about === undefined ? null : (
            <Text component="div" c="dimmed" size="sm">
              {about}
            </Text>
          )}
        </div>
        {tools === undefined ? null : <div className="admin-page-tools">{tools}</div>}
      </header>
      {children}
    </div>
  );
}
