import { useState } from 'react';

/**
 * For a button whose menu or form is loaded later: handlers that fetch the code as soon as somebody is about to press it, and
 * whether it was pressed. What is shown then takes the focus over and opens at once.
 */
export function useIntent(load: () => Promise<unknown>) {
  const [wasPressed, setWasPressed] = useState(false);
  const prepare = () => void load().catch(() => {});
  return {
    wasPressed,
    handlers: {
      onPointerEnter: prepare,
      onFocus: prepare,
      onClick: () => setWasPressed(true),
    },
  };
}
