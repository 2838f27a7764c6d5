import type { ReactNode } from 'react';
import type { ChatState } from '../../kit/conversation-client.ts';
import { useLabels } from '../labels/labels-context.ts';
import { fill, type Labels } from '../labels/load-labels.ts';

/** The last change of who answers, at the end of the conversation. */
export function ThreadNotice({ state }: { state: ChatState }): ReactNode {
  const words = noticeWords(state, useLabels());
  return words === null ? null : <p className="notice">{words}</p>;
}

function noticeWords(state: ChatState, labels: Labels): string | null {
  if (state.kind === 'opening') return null;
  const { notice, conversation } = state.thread;
  const person = conversation.state;
  if (person.kind === 'closed') {
    return person.reason === 'solved' ? labels.closedSolved : labels.closed;
  }
  if (person.kind === 'agent') return fill(labels.agentHere, { name: person.agentName });
  if (notice?.kind === 'returned') return labels.returned;
  return notice?.kind === 'reopened' ? labels.reopened : null;
}
