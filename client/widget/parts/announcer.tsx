import { type ReactNode, useEffect, useState } from 'react';
import type { ConversationClient } from '../../kit/conversation-client.ts';
import { plainText } from '../../kit/markdown/plain-text.ts';
import { watchArrivals } from '../arrivals.ts';
import { useLabels } from '../labels/labels-context.ts';
import { watchStatus } from '../status-words.ts';

/**
 * Speaks to a screen reader: finished messages as a whole, not each token of them, and what changed around them.
 * The visible log itself is silent.
 */
export function Announcer({ chat }: { chat: ConversationClient }): ReactNode {
  const labels = useLabels();
  const [spoken, setSpoken] = useState({ count: 0, words: '' });
  useEffect(() => {
    const say = (words: string) => setSpoken(({ count }) => ({ count: count + 1, words }));
    const ends = [
      watchArrivals(chat, ({ text, authorName, role, limited }) => {
        const speaker = authorName ?? (role === 'assistant' ? labels.assistant : '');
        say(
          `${speaker === '' ? '' : `${speaker}: `}${plainText(text)}${limited ? ` ${labels.limited}` : ''}`,
        );
      }),
      watchStatus(chat, labels, say),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, labels]);
  return (
    <div className="spoken" role="status">
      <p key={spoken.count}>{spoken.words}</p>
    </div>
  );
}
