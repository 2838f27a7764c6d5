import type { ReactNode } from 'react';
import { useLabels } from '../labels/labels-context.ts';
import { focusNow } from './focus-now.ts';

interface EndChatProps {
  onEnd(reason: 'solved' | 'not-solved'): void;
  onCancel(): void;
}

/** Asks how it went before the conversation is closed. */
export function EndChat({ onEnd, onCancel }: EndChatProps): ReactNode {
  const labels = useLabels();
  return (
    <fieldset className="end-chat">
      <legend>{labels.solved}</legend>
      <button ref={focusNow} type="button" className="primary" onClick={() => onEnd('solved')}>
        {labels.yes}
      </button>
      <button type="button" className="plain" onClick={() => onEnd('not-solved')}>
        {labels.no}
      </button>
      <button type="button" className="link" onClick={onCancel}>
        {labels.cancel}
      </button>
    </fieldset>
  );
}
