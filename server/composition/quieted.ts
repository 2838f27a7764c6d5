/** Passes an error on unless the same one came within the last `withinMs`, as it does when a part is away for long. */
export function quieted(
  onError: (error: unknown) => void,
  withinMs = 60_000,
): (error: unknown) => void {
  const told = new Map<string, number>();
  return (error) => {
    const now = performance.now();
    for (const [text, at] of told) if (now - at > withinMs) told.delete(text);
    const text = String(error);
    if (told.has(text)) return;
    told.set(text, now);
    onError(error);
  };
}
