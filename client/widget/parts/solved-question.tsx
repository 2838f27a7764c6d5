import { type ReactNode, useState } from 'react';
import type { ConversationClient } from '../../kit/conversation-client.ts';
import { useLabels } from '../labels/labels-context.ts';
import { focusNow } from './focus-now.ts';
import { Icon } from './icons.tsx';

/** Asks whether the problem is solved. Yes closes the conversation, not yet offers a person. */
export function SolvedQuestion({ chat }: { chat: ConversationClient }): ReactNode {
  const labels = useLabels();
  const [isUnsolved, setUnsolved] = useState(false);
  if (isUnsolved) {
    return (
      <div className="after">
        <p>{labels.abstainedOffer}</p>
        <button
          ref={focusNow}
          type="button"
          className="primary"
          onClick={() => void chat.requestPerson()}
        >
          <Icon name="person" />
          {labels.talkToPerson}
        </button>
      </div>
    );
  }
  return (
    <div className="after">
      <p>{labels.solved}</p>
      <span className="choice">
        <button type="button" className="plain" onClick={() => void chat.close('solved')}>
          {labels.yes}
        </button>
        <button type="button" className="plain" onClick={() => setUnsolved(true)}>
          {labels.notYet}
        </button>
      </span>
    </div>
  );
}
