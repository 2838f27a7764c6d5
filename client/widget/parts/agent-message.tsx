import type { ReactNode } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import { useLabels } from '../labels/labels-context.ts';
import { initials } from './header.tsx';
import { Time } from './time.tsx';

/** What a person of the company wrote. */
export function AgentMessage({ message }: { message: Message }): ReactNode {
  const labels = useLabels();
  const name = message.authorName ?? labels.person;
  return (
    <article className="agent" aria-label={name}>
      <p className="author">
        <span className="avatar small" aria-hidden="true">
          {initials(name)}
        </span>
        {name}
      </p>
      <div className="bubble markdown">
        <Markdown text={message.text} />
      </div>
      <Time at={message.createdAt} />
    </article>
  );
}
