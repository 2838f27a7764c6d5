import { Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { Later } from '../../kit/staff/later.tsx';

interface OnceInViewProps {
  /** About how high it will be, in pixels. */
  height: number;
  /** Components that are loaded later. */
  children: ReactNode;
}

/** Shows something from when the reader first comes near it, so that nobody waits for what they do not look at. */
export function OnceInView({ height, children }: OnceInViewProps): ReactNode {
  const { ref, entry } = useIntersection({ rootMargin: '100px' });
  const [wasSeen, setWasSeen] = useState(false);
  const isSeen = entry?.isIntersecting === true;
  useEffect(() => {
    if (isSeen) setWasSeen(true);
  }, [isSeen]);
  const placeholder = <Skeleton height={height} radius="md" />;
  return (
    <div ref={ref}>{wasSeen ? <Later fallback={placeholder}>{children}</Later> : placeholder}</div>
  );
}
