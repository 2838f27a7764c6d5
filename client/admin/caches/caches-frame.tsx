import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { Page } from '../parts/page.tsx';

const views = [
  { path: '/admin/caches', label: 'What they save' },
  { path: '/admin/caches/entries', label: 'Entries' },
  { path: '/admin/caches/warm-up', label: 'Warm-up' },
  { path: '/admin/caches/calibration', label: 'Calibration' },
];

interface CachesFrameProps {
  about: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}

/** What the pages about the caches have in common: the heading and the way between them. */
export function CachesFrame({ about, tools, children }: CachesFrameProps): ReactNode {
  return (
    <Page title="Caches" about={about} tools={tools}>
      <nav className="admin-views" aria-label="Caches">
        {views.map(({ path, label }) => (
          <NavLink key={path} to={path} end>
            {label}
          </NavLink>
        ))}
      </nav>
      {children}
    </Page>
  );
}
