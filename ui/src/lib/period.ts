/**
 * A period of local days, as the address has it: `2026`, `2026-10` or `2026-10-14`; and what it is compared with.
 * Days are `YYYY-MM-DD` and belong to no time zone here: they are counted, never turned into instants.
 */
export type Grain = 'year' | 'month' | 'day';

export interface Days {
  from: string;
  to: string;
}

export const comparisons = ['before', 'year', 'none'] as const;
export type Comparison = (typeof comparisons)[number];

const SHAPES: Record<Grain, RegExp> = {
  year: /^\d{4}$/,
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  day: /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/,
};

/** What kind of period a text names; nothing if it names none. */
export function grainOf(period: string): Grain | undefined {
  const grain = (['year', 'month', 'day'] as const).find((grain) => SHAPES[grain].test(period));
  if (grain === 'day' && add(period, 0) !== period) return undefined; // 2026-02-30
  return grain;
}

/** All its days. */
export function daysOf(period: string): Days {
  switch (grainOf(period)) {
    case 'year':
      return { from: `${period}-01-01`, to: `${period}-12-31` };
    case 'month':
      return { from: `${period}-01`, to: add(shift(period, 1) + '-01', -1) };
    default:
      return { from: period, to: period };
  }
}

/** Those of its days that have begun. */
export function begun(period: string, today: string): Days {
  const { from, to } = daysOf(period);
  return { from, to: from <= today && today < to ? today : to };
}

/**
 * The days that it is compared with. A period that is still running is compared with as much of the other, or every
 * month would look bad until its last day.
 */
export function compared(period: string, by: Comparison, today: string): Days | null {
  if (by === 'none') return null;
  const days = begun(period, today);
  const other = daysOf(by === 'year' ? yearBefore(period) : shift(period, -1));
  if (days.to === daysOf(period).to) return other;
  const to = add(other.from, between(days.from, days.to));
  return { from: other.from, to: to < other.to ? to : other.to };
}

/** The period so many of its own length later. */
export function shift(period: string, by: number): string {
  switch (grainOf(period)) {
    case 'year':
      return pad(Number(period) + by, 4);
    case 'month': {
      const [year = 0, month = 1] = period.split('-').map(Number);
      const months = year * 12 + (month - 1) + by;
      return `${pad(Math.floor(months / 12), 4)}-${pad((((months % 12) + 12) % 12) + 1, 2)}`;
    }
    default:
      return add(period, by);
  }
}

/** Where to look when there is nothing in a period: at the one that runs, or at the one before that. */
export function another(period: string, today: string): string {
  const now = today.slice(0, period.length);
  return period === now ? shift(now, -1) : now;
}

function yearBefore(period: string): string {
  switch (grainOf(period)) {
    case 'year':
      return shift(period, -1);
    case 'month':
      return shift(period, -12);
    default: {
      const day = `${shift(period.slice(0, 4), -1)}${period.slice(4)}`;
      return grainOf(day) ? day : add(day.slice(0, 8) + '28', 0); // the 29th of February has none
    }
  }
}

/** Each step of a period, named as the figures name it. */
export function steps({ from, to }: Days, grain: 'day' | 'month'): string[] {
  const all: string[] = [];
  const last = grain === 'day' ? to : to.slice(0, 7);
  for (let step = grain === 'day' ? from : from.slice(0, 7); step <= last; step = shift(step, 1)) {
    all.push(step);
  }
  return all;
}

function add(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return '';
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function between(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function pad(value: number, digits: number): string {
  return value.toString().padStart(digits, '0');
}
