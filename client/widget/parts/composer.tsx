import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from 'react';
import type { ConversationState } from '../../../shared/conversation.ts';
import { maxMessageCharacters } from '../../../shared/limits.ts';
import type { Draft } from '../draft.ts';
import { useLabels } from '../labels/labels-context.ts';
import { fill } from '../labels/load-labels.ts';
import { Icon } from './icons.tsx';

/** From how many characters before the limit on the customer is told. */
const warnBefore = 400;

interface ComposerProps {
  ref: Ref<HTMLTextAreaElement>;
  draft: Draft;
  /** Of the conversation that is open. */
  conversationId: string | undefined;
  person: Pick<ConversationState, 'kind'>;
  onSend(text: string): void;
}

/** Where the customer writes. Enter sends, Shift and Enter makes a new line. */
export function Composer({ ref, draft, conversationId, person, onSend }: ComposerProps): ReactNode {
  const labels = useLabels();
  const counterId = useId();
  const [text, setText] = useState(draft.text);
  const left = maxMessageCharacters - text.trim().length;
  const isOver = left < 0;
  const canSend = text.trim() !== '' && !isOver;
  const placeholder = person.kind === 'closed' ? labels.placeholderAgain : labels.placeholder;

  useEffect(() => setText(draft.moveTo(conversationId)), [draft, conversationId]);
  const write = (next: string) => {
    draft.write(next);
    setText(next);
  };
  const send = () => {
    if (!canSend) return;
    // First, as there may be room for one of the two alone.
    write('');
    onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={isOver ? 'composer over' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {/* The hidden copy gives the box its height where the browser cannot size it by its content. */}
      <div className="grow" data-text={`${text} `}>
        <textarea
          ref={ref}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={labels.yourMessage}
          aria-invalid={isOver}
          aria-describedby={counterId}
          enterKeyHint="send"
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <button type="submit" className="send" aria-label={labels.send} disabled={!canSend}>
        <Icon name="send" />
      </button>
      <p id={counterId} className="counter" hidden={left > warnBefore}>
        {isOver
          ? fill(labels.charactersOver, { count: -left })
          : fill(labels.charactersLeft, { count: left })}
      </p>
    </form>
  );
}
