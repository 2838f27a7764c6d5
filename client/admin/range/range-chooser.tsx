import { Group, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Range } from '../../../shared/admin-protocol.ts';
import { Later, loadedLater } from '../../kit/staff/later.tsx';
import { useIntent } from '../../kit/staff/use-intent.ts';
import { CustomButton } from './custom-button.tsx';
import { allowsHours, type RangeChoice, type RangePreset } from './time-range.ts';

const load = () => import('./custom-range.tsx');
const CustomRange = loadedLater(async () => (await load()).CustomRange);

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
      <Custom choice={choice} range={range} onChoose={onChoose} />
    </Group>
  );
}

function Custom(props: Omit<RangeChooserProps, 'withBucket'>): ReactNode {
  const { wasPressed, handlers } = useIntent(load);
  const button = <CustomButton choice={props.choice} aria-haspopup="dialog" {...handlers} />;
  return wasPressed ? (
    <Later fallback={button}>
      <CustomRange {...props} />
    </Later>
  ) : (
    button
  );
}
