import { Anchor, Button, Center, Group, Select, Table, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  answerRateNames,
  type ConversationLine,
  conversationRateNames,
} from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { agoText, momentText } from '../../kit/staff/words/moments.ts';
import { countText, usdText } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { Page } from '../parts/page.tsx';
import { Tag } from '../parts/tag.tsx';
import { RangeChooser } from '../range/range-chooser.tsx';
import { useRange } from '../range/use-range.ts';
import { rateWords } from '../words/rate-words.ts';
import {
  type Behind,
  behindTitle,
  emptyWords,
  type Only,
  onlyWords,
  readBehind,
  readOnly,
} from './conversation-links.ts';
import { useConversations } from './conversation-queries.ts';
import { stateTag } from './state-words.ts';

/** The conversations behind a number, or all of a range. */
export function ConversationsPage(): ReactNode {
  const { choice, range, choose } = useRange();
  const [parameters] = useSearchParams();
  const behind = readBehind(parameters);
  const only = readOnly(parameters);
  const query = useConversations(range, behind, only);
  const nothing = emptyWords(behind, choice);
  return (
    <Page
      title="Conversations"
      about="Open one to read it with the receipt of every answer."
      tools={<RangeChooser choice={choice} range={range} onChoose={choose} />}
    >
      <Group align="flex-end" gap="sm">
        <Filter behind={behind} />
        <Narrowed only={only} />
      </Group>
      <Loaded query={query} what="The conversations" placeholder={[420]}>
        {({ pages }) => {
          const lines = pages.flatMap(({ conversations }) => conversations);
          if (lines.length === 0) {
            return (
              <NothingYet icon="chat" title={nothing.title}>
                {nothing.advice}
              </NothingYet>
            );
          }
          return (
            <Card
              title={behindTitle(behind)}
              about={behind === null ? undefined : rateWords[behind.rate].meaning}
              isFlush
            >
              <Lines lines={lines} />
              {query.hasNextPage ? (
                <Center p="md">
                  <Button
                    variant="default"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    Show more
                  </Button>
                </Center>
              ) : (
                <Text size="xs" c="dimmed" ta="center" p="sm">
                  {countText(lines.length)} in all
                </Text>
              )}
            </Card>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Filter({ behind }: { behind: Behind }): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const choose = (value: string | null) => {
    const changed = new URLSearchParams(parameters);
    changed.delete('behind');
    changed.delete('side');
    const [rate, side] = (value ?? '').split('/');
    if (rate !== undefined && rate !== '' && side !== undefined) {
      changed.set('behind', rate);
      changed.set('side', side);
    }
    setParameters(changed);
  };
  return (
    <Select
      label="Show"
      className="admin-filter"
      placeholder="All conversations"
      clearable
      searchable
      clearButtonProps={{ 'aria-label': 'Show all conversations' }}
      value={behind === null ? null : `${behind.rate}/${behind.side}`}
      onChange={choose}
      data={filterGroups}
      comboboxProps={{ width: 420, position: 'bottom-start' }}
      maxDropdownHeight={360}
    />
  );
}

/** What else the list is narrowed to, with the way back. */
function Narrowed({ only }: { only: Only }): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const words = onlyWords(only);
  if (words.length === 0) return null;
  const widen = () => {
    const changed = new URLSearchParams(parameters);
    changed.delete('class');
    changed.delete('model');
    setParameters(changed);
  };
  return (
    <Button variant="light" onClick={widen} rightSection={<Icon name="cross" size={14} />}>
      Only {words.join(', ')}
      <VisuallyHidden>: show all again</VisuallyHidden>
    </Button>
  );
}

const optionsOf = (names: readonly (keyof typeof rateWords)[]) =>
  names.flatMap((rate) =>
    (['numerator', 'remainder'] as const).map((side) => ({
      value: `${rate}/${side}`,
      label: behindTitle({ rate, side }),
    })),
  );

const filterGroups = [
  { group: 'Outcomes', items: optionsOf(conversationRateNames) },
  { group: 'Answers', items: optionsOf(answerRateNames) },
];

function Lines({ lines }: { lines: readonly ConversationLine[] }): ReactNode {
  return (
    <DataTable
      caption="Conversations"
      minWidth={820}
      columns={[
        'First question',
        'State',
        { label: 'Messages', align: 'right' },
        { label: 'Thumbs', align: 'right' },
        { label: 'Cost', align: 'right' },
        { label: 'Last message', align: 'right' },
      ]}
    >
      {lines.map((line) => (
        <Line key={`${line.conversation.id}-${line.conversation.createdAt}`} line={line} />
      ))}
    </DataTable>
  );
}

function Line({ line }: { line: ConversationLine }): ReactNode {
  const { conversation, firstText, messages, costUsd, thumbsUp, thumbsDown } = line;
  const tag = stateTag(conversation.state);
  return (
    <Table.Tr>
      <Table.Td className="admin-wide-cell">
        <Anchor component={Link} to={`/admin/conversations/${conversation.id}`} fw={500} size="sm">
          {firstText === '' ? 'No question yet' : firstText}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Tag tone={tag.tone}>{tag.text}</Tag>
      </Table.Td>
      <Table.Td ta="right" className="admin-figures">
        {countText(messages)}
      </Table.Td>
      <Table.Td ta="right" className="admin-figures">
        <Thumbs up={thumbsUp} down={thumbsDown} />
      </Table.Td>
      <Table.Td ta="right" className="admin-figures">
        {usdText(costUsd)}
      </Table.Td>
      <Table.Td ta="right" className="admin-figures" title={momentText(conversation.lastMessageAt)}>
        {agoText(conversation.lastMessageAt)}
      </Table.Td>
    </Table.Tr>
  );
}

function Thumbs({ up, down }: { up: number; down: number }): ReactNode {
  if (up + down === 0)
    return (
      <Text span c="dimmed">
        –
      </Text>
    );
  return (
    <span className="admin-thumbs">
      {up === 0 ? null : (
        <span role="img" aria-label={`${up} up`}>
          <Icon name="thumbUp" size={15} /> {up}
        </span>
      )}
      {down === 0 ? null : (
        <span role="img" aria-label={`${down} down`} data-down>
          <Icon name="thumbDown" size={15} /> {down}
        </span>
      )}
    </span>
  );
}
