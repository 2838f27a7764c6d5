import type { ConversationRecord } from '../../../shared/admin-protocol.ts';
import type { ClosingReason, ConversationState } from '../../../shared/conversation.ts';
import type { TagTone } from '../parts/tag.tsx';

const reasons: Record<ClosingReason, string> = {
  solved: 'solved',
  'not-solved': 'not solved',
  'no-reply': 'no reply',
  duplicate: 'duplicate',
  spam: 'spam',
  other: 'other reason',
};

/** Who is answering, as a tag. */
export function stateTag(state: ConversationState): { text: string; tone: TagTone } {
  switch (state.kind) {
    case 'assistant':
      return { text: 'With the assistant', tone: 'good' };
    case 'queued':
      return { text: 'Waits for a person', tone: 'warning' };
    case 'agent':
      return { text: `With ${state.agentName}`, tone: 'special' };
    case 'closed':
      return { text: `Closed: ${reasons[state.reason]}`, tone: 'muted' };
  }
}

type Transition = ConversationRecord['transitions'][number];

const by: Record<Transition['by'], string> = {
  customer: 'the customer',
  agent: 'an agent',
  assistant: 'the assistant',
  system: 'the system',
};

const what: Record<Transition['kind'], string> = {
  'person-requested': 'A person was asked for',
  queued: 'Queued for a person',
  taken: 'Taken over',
  returned: 'Handed back to the assistant',
  closed: 'Closed',
  reopened: 'Opened again',
};

/** One change of who is answering, in a sentence. */
export function transitionText(transition: Transition): string {
  const reason =
    transition.reason === undefined ? '' : `: ${transition.reason.replaceAll('-', ' ')}`;
  return `${what[transition.kind]} by ${by[transition.by]}${reason}`;
}
