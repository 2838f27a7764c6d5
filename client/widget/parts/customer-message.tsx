import type { ReactNode } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import type { ConversationClient } from '../../kit/conversation-client.ts';
import type { UnsentMessage } from '../../kit/outbox.ts';
import { errorWords } from '../labels/error-words.ts';
import { useLabels } from '../labels/labels-context.ts';
import type { Labels } from '../labels/load-labels.ts';
import { Time } from './time.tsx';

/** What the customer wrote, as it was written. */
export function CustomerMessage({ message }: { message: Message }): ReactNode {
  const labels = useLabels();
  return (
    <article className="customer" aria-label={labels.you}>
      <div className="bubble">{message.text}</div>
      <Time at={message.createdAt} />
    </article>
  );
}

/** A message on its way, and what the customer can do about one that was refused. */
export function UnsentBubble({
  unsent,
  chat,
}: {
  unsent: UnsentMessage;
  chat: ConversationClient;
}): ReactNode {
  const labels = useLabels();
  const { clientMessageId, text, state } = unsent;
  return (
    <article className={`customer unsent ${state.kind}`} aria-label={labels.you}>
      <div className="bubble">{text}</div>
      <p className="state">{stateWords(state, labels)}</p>
      {state.kind === 'refused' ? (
        <p className="acts">
          <button type="button" className="link" onClick={() => chat.sendAgain(clientMessageId)}>
            {labels.sendAgain}
          </button>
          <button type="button" className="link" onClick={() => chat.discard(clientMessageId)}>
            {labels.discard}
          </button>
        </p>
      ) : null}
    </article>
  );
}

function stateWords(state: UnsentMessage['state'], labels: Labels): string {
  switch (state.kind) {
    case 'sending':
    case 'acknowledged':
      return labels.sending;
    case 'not-sent-yet':
      return labels.notSentYet;
    case 'refused':
      return errorWords(state.error, labels);
  }
}
