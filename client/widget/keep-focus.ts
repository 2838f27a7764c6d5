/**
 * Gives the focus to what `next` names when the control that had it is taken away, so that somebody without a mouse does not begin
 * at the top again. Returns the way to stop.
 */
export function keepFocus(box: HTMLElement, next: () => HTMLElement | null): () => void {
  let last: Node | null = null;
  const onFocus = ({ target }: Event) => {
    last = target as Node;
  };
  // Who clicks elsewhere gives the focus up.
  const onPress = ({ target }: Event) => {
    if (last?.contains(target as Node) === false) last = null;
  };
  const observer = new MutationObserver(() => {
    if (last === null || last.isConnected || !document.hasFocus()) return;
    if (document.activeElement === document.body) next()?.focus();
    last = null;
  });
  box.addEventListener('focusin', onFocus);
  box.addEventListener('pointerdown', onPress);
  observer.observe(box, { childList: true, subtree: true });
  return () => {
    box.removeEventListener('focusin', onFocus);
    box.removeEventListener('pointerdown', onPress);
    observer.disconnect();
  };
}
