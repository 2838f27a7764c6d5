import { Button } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import type { RangeChoice } from './time-range.ts';

interface CustomButtonProps extends ComponentProps<'button'> {
  choice: RangeChoice;
}

/** Says which days were chosen, or that any may be. */
export function CustomButton({ choice, ...button }: CustomButtonProps): ReactNode {
  return (
    <Button {...button} size="sm" variant={choice.preset === 'custom' ? 'light' : 'default'}>
      {choice.preset === 'custom' ? `${choice.firstDay} – ${choice.lastDay}` : 'Custom…'}
    </Button>
  );
}
