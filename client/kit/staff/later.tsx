import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react';

/** A component whose code is loaded when it is first shown. It belongs into a `Later`, or into a boundary of its own. */
export function loadedLater<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}

interface LaterProps {
  /** What stands there until the code has come, and also where it does not come. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Around something that the page can do without for a moment. */
export class Later extends Component<LaterProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.hasFailed ? fallback : <Suspense fallback={fallback}>{children}</Suspense>;
  }
}
