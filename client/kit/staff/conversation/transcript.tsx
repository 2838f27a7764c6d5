import { memo, type ReactNode, useCallback } from 'react';
import type { Message } from '../../../../shared/conversation.ts';
import type { LiveAnswer } from '../../../../shared/protocol.ts';
import type { Receipt } from '../../../../shared/receipt.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import { Icon } from '../icon.tsx';
import { servedByNames } from '../words/names.ts';
import { counted, durationText, usdText } from '../words/numbers.ts';
import { clockOrMoment } from './clock.ts';
import { visitorName } from './hand-off-words.ts';
import './markdown.css';
import './transcript.css';

export interface TranscriptMessageProps {
  message: Message;
  visitorId: string;
  /** Of an answer, if it is known. */
  receipt?: Receipt | undefined;
  /** The answer whose receipt is shown. */
  isSelected?: boolean;
  /** A newer answer to the same question follows. */
  isReplaced?: boolean;
  /** It came after the reader last wrote. */
  isNew?: boolean;
  /** Asks for an answer's receipt, at one of its sources where a number is given. */
  onSelect?: (messageId: string, source: number | null) => void;
}

/** One message as staff read it: who, when, the text as customers see it, and the way to an answer's receipt. */
export const TranscriptMessage = memo(function TranscriptMessage(
  props: TranscriptMessageProps,
): ReactNode {
  const { message, visitorId, isNew = false, isReplaced = false } = props;
  if (message.role === 'system') return <p className="transcript-notice">{message.text}</p>;
  const author = authorOf(message, visitorId);
  return (
    <article className={`transcript-message ${message.role}`} aria-label={author}>
      <p className="transcript-meta">
        <strong>{author}</strong>
        <time dateTime={message.createdAt}>{clockOrMoment(message.createdAt)}</time>
        {isNew ? <span className="transcript-new">New</span> : null}
        {isReplaced ? <span>Replaced by a newer answer</span> : null}
        <AnswerStatus message={message} />
      </p>
      <div className={isReplaced ? 'transcript-bubble replaced' : 'transcript-bubble'}>
        {message.role === 'customer' ? (
          <p className="transcript-plain">{message.text}</p>
        ) : (
          <MessageText {...props} />
        )}
      </div>
      <Feedback message={message} />
      {message.role === 'assistant' ? <ReceiptButton {...props} /> : null}
    </article>
  );
});

/** An answer while it is written. */
export function TranscriptLive({ answer }: { answer: LiveAnswer }): ReactNode {
  return (
    <article className="transcript-message assistant" aria-label="Assistant" aria-busy="true">
      <p className="transcript-meta">
        <strong>Assistant</strong>
        <span>is answering</span>
      </p>
      <div className="transcript-bubble staff-markdown writing">
        {answer.text === '' ? <p>…</p> : <Markdown text={answer.text} />}
      </div>
    </article>
  );
}

function MessageText({ message, onSelect }: TranscriptMessageProps): ReactNode {
  const numbers = (message.sources ?? []).map(({ number }) => number).join();
  const { id } = message;
  const cite = useCallback(
    (number: number): ReactNode => {
      if (onSelect === undefined || !numbers.split(',').includes(`${number}`)) {
        return <sup className="transcript-marker">{number}</sup>;
      }
      return (
        <button
          type="button"
          className="transcript-marker"
          aria-label={`Source ${number}`}
          onClick={() => onSelect(id, number)}
        >
          {number}
        </button>
      );
    },
    [numbers, id, onSelect],
  );
  return (
    <div className="staff-markdown">
      <Markdown text={message.text} cite={cite} />
    </div>
  );
}

function ReceiptButton({ message, receipt, isSelected, onSelect }: TranscriptMessageProps) {
  if (receipt === undefined || onSelect === undefined) return null;
  const facts = [
    servedByNames[receipt.servedBy],
    durationText(receipt.totalMs),
    usdText(receipt.costUsd),
    ...(receipt.citations.length === 0 ? [] : [counted(receipt.citations.length, 'source')]),
  ];
  return (
    <button
      type="button"
      className="transcript-receipt"
      aria-pressed={isSelected === true}
      onClick={() => onSelect(message.id, null)}
    >
      <Icon name="receipt" size={14} />
      <span className="staff-hidden">Receipt: </span>
      {facts.join(' · ')}
    </button>
  );
}

const statusWords = {
  complete: null,
  stopped: 'Stopped by the customer',
  abstained: 'Did not know',
  failed: 'Failed',
} as const;

function AnswerStatus({ message }: { message: Message }): ReactNode {
  const words = statusWords[message.answerStatus ?? 'complete'];
  return words === null ? null : <span className="transcript-status">{words}</span>;
}

function Feedback({ message: { feedback } }: { message: Message }): ReactNode {
  if (feedback === undefined) return null;
  const isUp = feedback.verdict === 'up';
  return (
    <p className={`transcript-feedback ${feedback.verdict}`}>
      <Icon name={isUp ? 'thumbUp' : 'thumbDown'} size={14} />
      <span>
        {isUp ? 'Found it helpful' : 'Did not find it helpful'}
        {feedback.reason === undefined ? '' : `: ${feedback.reason}`}
      </span>
    </p>
  );
}

/** The name of who wrote a message. */
export function authorOf({ role, authorName }: Message, visitorId: string): string {
  if (role === 'customer') return visitorName(visitorId);
  return role === 'assistant' ? 'Assistant' : (authorName ?? 'Agent');
}

/** Answers that a newer one to the same question stands below. */
export function replacedAnswers(messages: readonly Message[]): ReadonlySet<string> {
  const newest = new Map<string, string>();
  const replaced = new Set<string>();
  for (const { id, role, inReplyTo } of messages) {
    if (role !== 'assistant' || inReplyTo === undefined) continue;
    const before = newest.get(inReplyTo);
    if (before !== undefined) replaced.add(before);
    newest.set(inReplyTo, id);
  }
  return replaced;
}
