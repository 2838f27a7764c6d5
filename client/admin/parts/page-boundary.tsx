import { Component, type ReactNode } from 'react';
import { Problem } from '../../kit/staff/problem.tsx';
import { Page } from './page.tsx';

interface PageBoundaryProps {
  children: ReactNode;
}

/**
 * Stands around a page, so that one that cannot be shown leaves the navigation usable. A page's code may be gone when the
 * server was updated since; loading the whole page anew brings the new one.
 */
export class PageBoundary extends Component<PageBoundaryProps, { thrown: unknown }> {
  override state = { thrown: null };

  static getDerivedStateFromError(thrown: unknown): { thrown: unknown } {
    return { thrown };
  }

  override render(): ReactNode {
    if (this.state.thrown === null) return this.props.children;
    return (
      <Page title="This page cannot be shown">
        <Problem
          thrown={this.state.thrown}
          words="Its code could not be loaded or failed. It may have changed since you opened Deskhand."
          onRetry={() => location.reload()}
        />
      </Page>
    );
  }
}
