import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ConversationClient } from '../kit/conversation-client.ts';
import { useSnapshot } from '../kit/use-snapshot.ts';
import { chatItems } from './chat-items.ts';
import type { Draft } from './draft.ts';
import type { HostLink } from './host-link.ts';
import { keepFocus } from './keep-focus.ts';
import { useLabels } from './labels/labels-context.ts';
import type { WidgetOptions } from './options.ts';
import { Announcer } from './parts/announcer.tsx';
import { Banners } from './parts/banners.tsx';
import { Composer } from './parts/composer.tsx';
import { EndChat } from './parts/end-chat.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { MessageLog } from './parts/message-log.tsx';
import { Welcome } from './parts/welcome.tsx';

interface AppProps {
  chat: ConversationClient;
  draft: Draft;
  host: HostLink;
  options: WidgetOptions;
}

/** The chat as a whole: header, conversation, and where the customer writes. */
export function App({ chat, draft, host, options }: AppProps): ReactNode {
  const labels = useLabels();
  const state = useSnapshot(chat);
  const visibility = useSnapshot(host);
  const box = useRef<HTMLElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [isEnding, setEnding] = useState(false);
  const items = chatItems(state);
  const title = options.title ?? labels.title;
  const conversation = state.kind === 'open' ? state.thread.conversation : undefined;
  const person = conversation?.state ?? { kind: 'assistant' as const };

  useEffect(() => {
    if (visibility.kind === 'shown' && visibility.focus) input.current?.focus();
  }, [visibility]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) host.close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [host]);

  useEffect(() => {
    const { current } = box;
    // With a finger the input would bring up the keyboard.
    const next = () => (matchMedia('(pointer: coarse)').matches ? current : input.current);
    return current === null ? undefined : keepFocus(current, next);
  }, []);

  const endChat = (reason: 'solved' | 'not-solved') => {
    setEnding(false);
    void chat.close(reason);
  };

  return (
    <main ref={box} className="chat" tabIndex={-1} aria-label={title}>
      <Header
        title={title}
        person={person}
        embedded={options.host !== null}
        onClose={() => host.close()}
      />
      <Banners
        state={state}
        onDismiss={() => chat.dismissProblem()}
        onLeaveQueue={() => void chat.leaveQueue()}
      />
      <MessageLog chat={chat} state={state} items={items}>
        {items.length === 0 ? (
          <Welcome suggestions={options.suggestions} onPick={(text) => chat.send(text)} />
        ) : null}
      </MessageLog>
      {isEnding ? (
        <EndChat onEnd={endChat} onCancel={() => setEnding(false)} />
      ) : (
        <Composer
          ref={input}
          draft={draft}
          conversationId={conversation?.id}
          person={person}
          onSend={(text) => chat.send(text)}
        />
      )}
      <Footer
        person={person}
        canEnd={items.length > 0 && person.kind !== 'closed'}
        onPerson={() => void chat.requestPerson()}
        onEnd={() => setEnding(true)}
        onNew={() => chat.startAnew()}
      />
      <Announcer chat={chat} />
    </main>
  );
}
