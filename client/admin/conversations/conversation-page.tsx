import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import type { ConversationRecord } from '../../../shared/admin-protocol.ts';
import { momentText } from '../../kit/staff/words/moments.ts';
import { counted, usdText } from '../../kit/staff/words/numbers.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { Page } from '../parts/page.tsx';
import { Tag } from '../parts/tag.tsx';
import { useConversation } from './conversation-queries.ts';
import { MessageItem } from './message-item.tsx';
import { stateTag } from './state-words.ts';
import { timelineOf, totalsOf } from './timeline.ts';

/** One conversation whole, with the receipt of every answer. */
export function ConversationPage(): ReactNode {
  const { id = '' } = useParams();
  const query = useConversation(id);
  return (
    <Page
      title="Conversation"
      back={{ to: '/admin/conversations', label: 'Conversations' }}
      about={query.data === undefined ? null : <Facts record={query.data} />}
    >
      <Loaded query={query} what="The conversation" placeholder={[90, 160, 91, 161]}>
        {(record) =>
          record.messages.length === 0 ? (
            <NothingYet icon="chat" title="Nothing was said">
              The chat was opened and left without a question.
            </NothingYet>
          ) : (
            <Thread record={record} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Facts({ record }: { record: ConversationRecord }): ReactNode {
  const { conversation } = record;
  const { costUsd, referenceCostUsd, answers } = totalsOf(record);
  const tag = stateTag(conversation.state);
  return (
    <Group gap="xs" mt={4}>
      <Tag tone={tag.tone}>{tag.text}</Tag>
      <Text span size="sm">
        {`Begun ${momentText(conversation.createdAt)} · site ${conversation.site} · ${conversation.locale} · ${counted(answers, 'answer')} for ${usdText(costUsd)}, ${usdText(referenceCostUsd)} with the reference model`}
      </Text>
    </Group>
  );
}

function Thread({ record }: { record: ConversationRecord }): ReactNode {
  return (
    <ol className="admin-thread">
      {timelineOf(record).map((item) => (
        <li key={item.key} data-kind={item.kind}>
          {item.kind === 'message' ? (
            <MessageItem message={item.message} receipt={item.receipt} />
          ) : (
            <p className="admin-transition">
              {item.text} · {momentText(item.at)}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
