import { useSearchParams } from 'react-router';
import type { Range } from '../../../shared/admin-protocol.ts';
import { type RangeChoice, readRangeChoice, resolveRange, writeRangeChoice } from './time-range.ts';

/** The range of time that the page's address holds, so that it can be linked to and survives a reload. */
export function useRange(): {
  choice: RangeChoice;
  range: Range;
  choose(choice: RangeChoice): void;
} {
  const [parameters, setParameters] = useSearchParams();
  const choice = readRangeChoice(parameters);
  return {
    choice,
    range: resolveRange(choice),
    choose(next) {
      const changed = new URLSearchParams(parameters);
      for (const name of ['range', 'bucket', 'first', 'last']) changed.delete(name);
      for (const [name, value] of Object.entries(writeRangeChoice(next))) changed.set(name, value);
      setParameters(changed);
    },
  };
}
