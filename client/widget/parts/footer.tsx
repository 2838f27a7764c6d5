import type { ReactNode } from 'react';
import type { ConversationState } from '../../../shared/conversation.ts';
import { useLabels } from '../labels/labels-context.ts';
import { Icon } from './icons.tsx';

interface FooterProps {
  person: Pick<ConversationState, 'kind'>;
  canEnd: boolean;
  onPerson(): void;
  onEnd(): void;
  onNew(): void;
}

/** The ways out, always in reach: a person, the end of the chat, a new one. */
export function Footer({ person, canEnd, onPerson, onEnd, onNew }: FooterProps): ReactNode {
  const labels = useLabels();
  const hasPerson = person.kind === 'queued' || person.kind === 'agent';
  return (
    <footer className="footer">
      {hasPerson ? null : (
        <button type="button" className="link" onClick={onPerson}>
          <Icon name="person" />
          {labels.talkToPerson}
        </button>
      )}
      {canEnd ? (
        <button type="button" className="link end" onClick={onEnd}>
          <Icon name="check" />
          {labels.endChat}
        </button>
      ) : null}
      {person.kind === 'closed' ? (
        <button type="button" className="link end" onClick={onNew}>
          <Icon name="pencil" />
          {labels.newConversation}
        </button>
      ) : null}
    </footer>
  );
}
