import type { LadderModel, ModelState } from '../../../shared/admin-protocol.ts';
import { counted, countText, durationText } from '../../kit/staff/words/numbers.ts';
import type { TagTone } from '../parts/tag.tsx';

export interface StateWords {
  tone: TagTone;
  text: string;
  /** One sentence beside it; null where there is nothing to add. */
  detail: string | null;
}

/** Whether a model can be asked, and if not, why and what will change that. */
export function stateWords(state: ModelState): StateWords {
  if (state.kind === 'disabled') {
    return { tone: 'muted', text: 'Disabled', detail: 'enabled: false in models.yaml' };
  }
  if (state.kind === 'no-key') {
    return { tone: 'muted', text: 'No key', detail: `Set ${state.variable} and start again` };
  }
  const lately = latelyWords(state);
  if (state.breaker === 'open') {
    return {
      tone: 'bad',
      text: 'Failing',
      detail: `${lately}; left alone for 5 s, then one call tries`,
    };
  }
  if (state.breaker === 'half-open') {
    return { tone: 'warning', text: 'Trying again', detail: lately };
  }
  if (state.blockedForMs > 0) {
    const wait = durationText(Math.ceil(state.blockedForMs / 1000) * 1000);
    return { tone: 'warning', text: 'At its limit', detail: `The provider asked to wait ${wait}` };
  }
  return { tone: 'good', text: 'Ready', detail: lately };
}

function latelyWords({ calls, failed }: Extract<ModelState, { kind: 'ready' }>): string {
  if (calls === 0) return 'No call in the last minute';
  return `${countText(failed)} of ${counted(calls, 'call')} failed in the last minute`;
}

/** What a model may be asked at most: `60 requests and 90,000 tokens a minute`. */
export function limitWords({ requestsPerMinute, tokensPerMinute }: LadderModel['limits']): string {
  const parts = [
    requestsPerMinute === null ? [] : counted(requestsPerMinute, 'request'),
    tokensPerMinute === null ? [] : counted(tokensPerMinute, 'token'),
  ].flat();
  return parts.length === 0 ? 'No limit a minute' : `${parts.join(' and ')} a minute`;
}

/** Calls that run of those that may, and those that wait: `2 of 100, 1 waits`. */
export function loadWords({ limits, state }: LadderModel): string {
  if (state.kind !== 'ready') return `${countText(limits.concurrency)} at once`;
  const running = `${countText(state.running)} of ${countText(limits.concurrency)} at once`;
  return state.waiting === 0 ? running : `${running}, ${countText(state.waiting)} waiting`;
}

/** Whether a question can be sent to it now or in a while. */
export function isSetUp({ state }: LadderModel): boolean {
  return state.kind === 'ready';
}
