import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** How far from the end still counts as reading the end, in pixels. */
const nearEndPx = 80;

export interface StayAtEnd {
  /** Goes on the element that scrolls; its only child is what grows. */
  box: RefObject<HTMLDivElement | null>;
  isAtEnd: boolean;
  toEnd(): void;
  onScroll(): void;
}

/** Keeps a scrolled element at its end while it grows, unless the reader scrolled up. */
export function useStayAtEnd(): StayAtEnd {
  const box = useRef<HTMLDivElement>(null);
  const stays = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    stays.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, []);
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    // A region that scrolls must be within reach of the keyboard.
    current.tabIndex = 0;
    const observer = new ResizeObserver(() => {
      if (stays.current) toEnd();
    });
    observer.observe(current);
    if (current.firstElementChild !== null) observer.observe(current.firstElementChild);
    return () => observer.disconnect();
  }, [toEnd]);
  const onScroll = useCallback(() => {
    if (box.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    stays.current = scrollHeight - scrollTop - clientHeight < nearEndPx;
    setAtEnd(stays.current);
  }, []);
  return { box, isAtEnd, toEnd, onScroll };
}
