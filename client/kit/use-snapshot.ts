import { useSyncExternalStore } from 'react';

/** What a plain class shows now; the component renders again at each change. */
export function useSnapshot<Snapshot>(source: {
  subscribe(listener: () => void): () => void;
  getSnapshot(): Snapshot;
}): Snapshot {
  return useSyncExternalStore(source.subscribe, source.getSnapshot);
}
