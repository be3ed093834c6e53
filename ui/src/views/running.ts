import type { SessionState } from '../bindings';
import { shift, type Days } from '../lib/period';

/** What began before is not understood, so whatever is stalled has begun since. */
const FIRST = '2010-01-01';

/** The days on which what runs began: what runs for longer counts as stalled. */
export function lately(today: string): Days {
  return { from: shift(today, -2), to: today };
}

/** Of a period that is not over, also the days before it on which what runs or is stalled in it may have begun. */
export function begunFor(days: Days, today: string, state: SessionState | null): Days {
  const from = state === 'running' ? lately(today).from : state === 'stalled' ? FIRST : days.from;
  const isNow = days.from <= today && today <= days.to;
  return isNow && from < days.from ? { ...days, from } : days;
}
