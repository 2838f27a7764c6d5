import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import { plainText } from '../../kit/markdown/plain-text.ts';
import { authorOf } from '../../kit/staff/conversation/transcript.tsx';
import type { AgentState } from '../client/agent-state.ts';

/** Speaks to a screen reader what others write in the open conversation: whole messages, once, when they come. */
export function Announcer({ state: { open } }: { state: AgentState }): ReactNode {
  const [words, setWords] = useState('');
  const known = useRef<{ conversationId: string; ids: ReadonlySet<string> } | null>(null);
  useEffect(() => {
    if (open.kind !== 'open') return;
    const { conversation, messages } = open.thread;
    const before = known.current;
    known.current = {
      conversationId: conversation.id,
      ids: new Set(messages.map(({ id }) => id)),
    };
    if (before === null || before.conversationId !== conversation.id) return;
    const arrived = messages.filter(({ id, role }) => !before.ids.has(id) && role !== 'agent');
    if (arrived.length > 0) {
      setWords(arrived.map((message) => spoken(message, conversation.visitorId)).join('. '));
    }
  }, [open]);
  return (
    <div role="status" className="staff-hidden">
      {words}
    </div>
  );
}

function spoken(message: Message, visitorId: string): string {
  const text = message.role === 'customer' ? message.text : plainText(message.text);
  return `${authorOf(message, visitorId)}: ${text}`;
}
