/** As a `ref`: gives the focus to a control that appears in the place of another. */
export function focusNow(element: HTMLElement | null): void {
  element?.focus();
}
