import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerStatus, Message, Role } from '../../../shared/conversation.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import { Icon } from '../../kit/staff/icon.tsx';
import { clockText } from '../../kit/staff/words/moments.ts';
import { Tag, type TagTone } from '../parts/tag.tsx';
import { ReceiptView } from './receipt-view.tsx';

const authors: Record<Role, string> = {
  customer: 'Customer',
  assistant: 'Assistant',
  agent: 'Agent',
  system: 'Notice',
};

const statusWords: Record<Exclude<AnswerStatus, 'complete'>, { text: string; tone: TagTone }> = {
  stopped: { text: 'Stopped', tone: 'muted' },
  abstained: { text: 'Did not know', tone: 'warning' },
  failed: { text: 'Failed', tone: 'bad' },
};

const citationMark = (number: number): ReactNode => <sup className="admin-cite">{number}</sup>;

interface MessageItemProps {
  message: Message;
  receipt: Receipt | null;
}

/** One message as the customer saw it, an answer with its receipt. */
export function MessageItem({ message, receipt }: MessageItemProps): ReactNode {
  const { role, text, authorName, createdAt, answerStatus, feedback } = message;
  const status =
    answerStatus === undefined || answerStatus === 'complete' ? null : statusWords[answerStatus];
  return (
    <article className="admin-message" data-role={role}>
      <header>
        <strong>{authorName ?? authors[role]}</strong>
        <time dateTime={createdAt}>{clockText(createdAt)}</time>
        {status === null ? null : <Tag tone={status.tone}>{status.text}</Tag>}
      </header>
      <div className="admin-markdown">
        {role === 'customer' ? (
          <p className="admin-plain">{text}</p>
        ) : (
          <Markdown text={text} cite={citationMark} />
        )}
      </div>
      {feedback === undefined ? null : (
        <Text size="sm" className="admin-feedback" data-verdict={feedback.verdict}>
          <Icon name={feedback.verdict === 'up' ? 'thumbUp' : 'thumbDown'} size={15} />
          {feedback.verdict === 'up' ? 'Thumbs up' : 'Thumbs down'}
          {feedback.reason === undefined ? null : `: “${feedback.reason}”`}
        </Text>
      )}
      {receipt === null ? null : <ReceiptView receipt={receipt} />}
    </article>
  );
}
