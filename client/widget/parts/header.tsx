import type { ReactNode } from 'react';
import type { ConversationState } from '../../../shared/conversation.ts';
import { useLabels } from '../labels/labels-context.ts';
import { Icon } from './icons.tsx';

interface HeaderProps {
  title: string;
  person: Pick<ConversationState, 'kind'> & { agentName?: string };
  /** There is a page around the chat to go back to. */
  embedded: boolean;
  onClose(): void;
}

/** Whom the customer talks to, and the way back to the page. */
export function Header({ title, person, embedded, onClose }: HeaderProps): ReactNode {
  const labels = useLabels();
  const agent = person.kind === 'agent' ? person.agentName : undefined;
  return (
    <header className="header">
      <span className="avatar" aria-hidden="true">
        {agent === undefined ? <Icon name="spark" /> : initials(agent)}
      </span>
      <div className="who">
        <h1>{agent ?? title}</h1>
        <p>{agent === undefined ? labels.answersInSeconds : labels.person}</p>
      </div>
      {embedded ? (
        <button
          type="button"
          className="quiet on-accent"
          aria-label={labels.close}
          onClick={onClose}
        >
          <Icon name="minimise" />
        </button>
      ) : null}
    </header>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}
