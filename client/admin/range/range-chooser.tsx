import { Button, Group, Popover, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Range } from '../../../shared/admin-protocol.ts';
import { allowsHours, customProblem, type RangeChoice, type RangePreset } from './time-range.ts';

interface RangeChooserProps {
  choice: RangeChoice;
  /** What the choice is now, in moments; a custom range begins with its days. */
  range: Range;
  onChoose(choice: RangeChoice): void;
  /** Whether charts follow, so that hours or days can be chosen. */
  withBucket?: boolean;
}

const presets: { value: RangePreset; label: string }[] = [
  { value: 'today', label: 'Today' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
];

/** Today, 7 days, 30 days or any days, and how fine the charts are. */
export function RangeChooser(props: RangeChooserProps): ReactNode {
  const { choice, range, onChoose, withBucket = false } = props;
  const [isCustomOpen, setIsCustomOpen] = useState(false);
  return (
    <Group gap="xs">
      {withBucket && choice.preset !== 'today' && allowsHours(choice) ? (
        <SegmentedControl
          aria-label="Points of the charts"
          size="sm"
          value={choice.bucket}
          onChange={(bucket) => onChoose({ ...choice, bucket })}
          data={[
            { value: 'hour' as const, label: 'By hour' },
            { value: 'day' as const, label: 'By day' },
          ]}
        />
      ) : null}
      <SegmentedControl
        aria-label="Range of time"
        size="sm"
        value={choice.preset}
        onChange={(preset) => {
          if (preset !== 'custom')
            onChoose({ preset, bucket: preset === 'today' ? 'hour' : 'day' });
        }}
        data={presets}
      />
      <Popover
        opened={isCustomOpen}
        onChange={setIsCustomOpen}
        position="bottom-end"
        shadow="md"
        trapFocus
        withRoles
      >
        <Popover.Target>
          <Button
            size="sm"
            variant={choice.preset === 'custom' ? 'light' : 'default'}
            onClick={() => setIsCustomOpen(!isCustomOpen)}
          >
            {choice.preset === 'custom' ? `${choice.firstDay} – ${choice.lastDay}` : 'Custom…'}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Custom range">
          <CustomRange
            range={range}
            onChoose={(chosen) => {
              setIsCustomOpen(false);
              onChoose(chosen);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}

function CustomRange({
  range,
  onChoose,
}: Pick<RangeChooserProps, 'range' | 'onChoose'>): ReactNode {
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
