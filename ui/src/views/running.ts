import { shift, type Days } from '../lib/period';

/** The days on which what runs began: what runs for longer counts as stalled. */
export function lately(today: string): Days {
  return { from: shift(today, -2), to: today };
}

/** Of a period that is not over, also the days before it on which what runs in it may have begun. */
export function begunFor(days: Days, today: string): Days {
  const { from } = lately(today);
  const isNow = days.from <= today && today <= days.to;
  return isNow && from < days.from ? { ...days, from } : days;
}
