import { Button, Popover, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Range } from '../../../shared/admin-protocol.ts';
import { useOpenAtOnce } from '../../kit/staff/use-open-at-once.ts';
import { CustomButton } from './custom-button.tsx';
import { customProblem, type RangeChoice } from './time-range.ts';

interface CustomRangeProps {
  choice: RangeChoice;
  /** What the choice is now, in moments; the form begins with its days. */
  range: Range;
  onChoose(choice: RangeChoice): void;
}

/** Any days, from a form that the button opens; opened at once, as the button's press brought it. */
export function CustomRange({ choice, range, onChoose }: CustomRangeProps): ReactNode {
  const { button, isOpen, setIsOpen } = useOpenAtOnce<HTMLButtonElement>();
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      shadow="md"
      trapFocus
      withRoles
      returnFocus
    >
      <Popover.Target>
        <CustomButton ref={button} choice={choice} onClick={() => setIsOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown>
        <DaysForm
          range={range}
          onChoose={(chosen) => {
            setIsOpen(false);
            onChoose(chosen);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function DaysForm({ range, onChoose }: Pick<CustomRangeProps, 'range' | 'onChoose'>): ReactNode {
  const [firstDay, setFirstDay] = useState(range.from.slice(0, 10));
  const [lastDay, setLastDay] = useState(dayBefore(range.to));
  const problem = customProblem(firstDay, lastDay);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null) onChoose({ preset: 'custom', firstDay, lastDay, bucket: 'day' });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          type="date"
          label="First day"
          value={firstDay}
          onChange={(event) => setFirstDay(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Last day"
          value={lastDay}
          error={problem}
          onChange={(event) => setLastDay(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed">
          Days are counted in UTC.
        </Text>
        <Button type="submit">Show</Button>
      </Stack>
    </form>
  );
}

function dayBefore(moment: string): string {
  return new Date(Date.parse(moment) - 1).toISOString().slice(0, 10);
}
