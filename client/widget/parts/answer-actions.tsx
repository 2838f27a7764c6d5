import { type ReactNode, useState } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import type { ConversationClient } from '../../kit/conversation-client.ts';
import { useLabels } from '../labels/labels-context.ts';
import { FeedbackReason } from './feedback-reason.tsx';
import { Icon } from './icons.tsx';
import { Time } from './time.tsx';

interface AnswerActionsProps {
  message: Message;
  canRetry: boolean;
  chat: ConversationClient;
}

/** Thumbs, another answer, and the time. A thumb down counts at once; the reason may follow. */
export function AnswerActions({ message, canRetry, chat }: AnswerActionsProps): ReactNode {
  const labels = useLabels();
  const [asksReason, setAsksReason] = useState(false);
  const { id, feedback } = message;
  const give = (verdict: 'up' | 'down') => {
    setAsksReason(verdict === 'down');
    if (feedback?.verdict !== verdict) void chat.giveFeedback(id, { verdict });
  };
  const giveReason = (reason: string | null) => {
    setAsksReason(false);
    if (reason !== null) void chat.giveFeedback(id, { verdict: 'down', reason });
  };
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="quiet"
          aria-label={labels.helpful}
          title={labels.helpful}
          aria-pressed={feedback?.verdict === 'up'}
          onClick={() => give('up')}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={labels.notHelpful}
          title={labels.notHelpful}
          aria-pressed={feedback?.verdict === 'down'}
          onClick={() => give('down')}
        >
          <Icon name="down" />
        </button>
        {canRetry ? (
          <button
            type="button"
            className="quiet"
            aria-label={labels.retry}
            title={labels.retry}
            onClick={() => void chat.retryAnswer(id)}
          >
            <Icon name="retry" />
          </button>
        ) : null}
        {feedback === undefined || asksReason ? null : (
          <span className="thanks">{labels.thanks}</span>
        )}
        <Time at={message.createdAt} />
      </div>
      {asksReason ? <FeedbackReason onDone={giveReason} /> : null}
    </>
  );
}
