import { type ReactNode, useEffect, useState } from 'react';
import type { ChatState } from '../../kit/conversation-client.ts';
import { errorWords } from '../labels/error-words.ts';
import { useLabels } from '../labels/labels-context.ts';
import { fill, type Labels } from '../labels/load-labels.ts';
import { Icon } from './icons.tsx';

interface BannersProps {
  state: ChatState;
  onDismiss(): void;
  /** The customer no longer wants to wait for a person. */
  onLeaveQueue(): void;
}

/** What the customer should know besides the messages: connection, waiting for a person, an action that failed. */
export function Banners({ state, onDismiss, onLeaveQueue }: BannersProps): ReactNode {
  const labels = useLabels();
  const isSlow = useLater(state.connection.kind !== 'online', 1_500);
  const waiting = waitingWords(state, labels);
  return (
    <>
      {state.connection.kind === 'refused' ? (
        <p className="banner warn">{labels.refused}</p>
      ) : isSlow ? (
        <p className="banner warn">
          <span className="pulse" aria-hidden="true" />
          {state.connection.kind === 'connecting' ? labels.connecting : labels.offline}
        </p>
      ) : null}
      {waiting === null ? null : (
        <p className="banner">
          <span className="pulse" aria-hidden="true" />
          <span>
            <strong>{waiting.title}</strong> {waiting.more}
            <button type="button" className="link" onClick={onLeaveQueue}>
              {labels.backToAssistant}
            </button>
          </span>
        </p>
      )}
      {state.problem === null ? null : (
        <p className="banner warn" role="alert">
          <span>{errorWords(state.problem.error, labels)}</span>
          <button type="button" className="quiet" aria-label={labels.dismiss} onClick={onDismiss}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </>
  );
}

/** True once `now` has been true for `afterMs`, so that a short loss of connection does not flash. */
function useLater(now: boolean, afterMs: number): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    if (!now) return setLater(false);
    const timer = setTimeout(() => setLater(true), afterMs);
    return () => clearTimeout(timer);
  }, [now, afterMs]);
  return now && later;
}

export function waitingWords(
  state: ChatState,
  labels: Labels,
): { title: string; more: string } | null {
  if (state.kind === 'opening' || state.thread.conversation.state.kind !== 'queued') return null;
  const { notice } = state.thread;
  if (notice?.kind !== 'queued') return { title: labels.queued, more: labels.queuedStay };
  if (notice.ahead === 0) return { title: labels.queuedNext, more: labels.queuedStay };
  return { title: labels.queued, more: fill(labels.queuedAhead, { count: notice.ahead }) };
}
