import type { ChatState } from '../kit/conversation-client.ts';
import { fill, type Labels } from './labels/load-labels.ts';

interface ChatSource {
  subscribe(listener: () => void): () => void;
  getSnapshot(): ChatState;
}

/** What to say of the state of things; the same words as long as nothing changed. */
export function statusWords(state: ChatState, labels: Labels): string {
  if (state.kind === 'opening') return '';
  const { conversation, notice, live } = state.thread;
  if (state.connection.kind === 'offline') return labels.offline;
  const person = conversation.state;
  if (person.kind === 'queued') {
    return notice?.kind === 'queued' && notice.ahead === 0 ? labels.queuedNext : labels.queued;
  }
  if (person.kind === 'agent') return fill(labels.agentJoined, { name: person.agentName });
  if (person.kind === 'closed') return labels.closed;
  if (live.length > 0) return labels.writing;
  if (notice?.kind === 'returned') return labels.returned;
  return notice?.kind === 'reopened' ? labels.reopened : '';
}

/** Tells the words for the state of things each time they change. */
export function watchStatus(
  chat: ChatSource,
  labels: Labels,
  onChange: (words: string) => void,
): () => void {
  let before = statusWords(chat.getSnapshot(), labels);
  return chat.subscribe(() => {
    const words = statusWords(chat.getSnapshot(), labels);
    if (words === before) return;
    before = words;
    if (words !== '') onChange(words);
  });
}
