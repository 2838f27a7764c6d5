import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLabels } from '../labels/labels-context.ts';
import type { Labels } from '../labels/load-labels.ts';

/** As they are stored, in every language alike, and the label each is shown with. */
const reasons: [string, keyof Labels][] = [
  ['wrong', 'reasonWrong'],
  ['incomplete', 'reasonIncomplete'],
  ['unclear', 'reasonUnclear'],
  ['other', 'reasonOther'],
];

const maxMoreCharacters = 400;

/** Asks why an answer did not help; null when the customer does not want to say. */
export function FeedbackReason({ onDone }: { onDone(reason: string | null): void }): ReactNode {
  const labels = useLabels();
  const box = useRef<HTMLFieldSetElement>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [more, setMore] = useState('');
  useEffect(() => {
    box.current?.querySelector('input')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const submit = () => {
    const words = more.trim();
    onDone(words === '' ? reason : `${reason ?? 'other'}: ${words}`);
  };
  return (
    <fieldset ref={box} className="reason">
      <legend>{labels.whatWasWrong}</legend>
      <div className="choices">
        {reasons.map(([code, label]) => (
          <label key={code}>
            <input
              type="radio"
              name="reason"
              checked={reason === code}
              onChange={() => setReason(code)}
            />
            {labels[label]}
          </label>
        ))}
      </div>
      <input
        type="text"
        value={more}
        maxLength={maxMoreCharacters}
        placeholder={labels.tellMore}
        aria-label={labels.tellMore}
        onChange={(event) => setMore(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
      <p className="acts">
        <button type="button" className="primary" onClick={submit}>
          {labels.submit}
        </button>
        <button type="button" className="link" onClick={() => onDone(null)}>
          {labels.cancel}
        </button>
      </p>
    </fieldset>
  );
}
