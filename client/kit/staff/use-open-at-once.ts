import { type RefObject, useEffect, useRef, useState } from 'react';

/** Opened by the press that loaded it: takes the focus of the button that it stands in for, so that closing gives it back. */
export function useOpenAtOnce<Button extends HTMLElement>(): {
  button: RefObject<Button | null>;
  isOpen: boolean;
  setIsOpen(isOpen: boolean): void;
} {
  const button = useRef<Button>(null);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    button.current?.focus();
    setIsOpen(true);
  }, []);
  return { button, isOpen, setIsOpen };
}
