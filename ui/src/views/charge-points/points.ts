import type { ChargePoint, PointDay, PointStatus } from '../../bindings';
import { shown, told } from '../../lib/cell';
import { mark, percent, period } from '../../lib/format';
import { language, t } from '../../lib/i18n.svelte';
import { shift } from '../../lib/period';
import type { Column } from '../../lib/sorting';
import type { PerMille, Wh } from '../../lib/units';

/** Which mark a state has. */
export function markOf(status: PointStatus): 'up' | 'busy' | 'down' | 'unknown' | 'none' {
  switch (status) {
    case 'in_service':
    case 'available':
    case 'reserved':
    case 'blocked':
      return 'up';
    case 'charging':
      return 'busy';
    case 'out_of_order':
    case 'inoperative':
      return 'down';
    case 'unknown':
      return 'unknown';
    case 'planned':
      return 'none';
  }
}

/** By what a table of them is put in order: the worst first, as they come, unless somebody wants it otherwise. */
export const columns = {
  name: { value: ({ name }) => name, isAscending: true },
  status: { value: ({ status }) => ({ down: 2, unknown: 1, up: 0, busy: 0, none: 0 })[markOf(status)] },
  since: { value: ({ since }) => (since === null ? undefined : Date.parse(since)), isAscending: true },
  energy: { value: ({ energy }) => shown(energy) },
  available: { value: ({ observed }) => shown(observed.availability), isAscending: true },
  seen: { value: ({ observed }) => (observed.isAny ? observed.share : undefined), isAscending: true },
} satisfies Record<string, Column<ChargePoint>>;
export type By = keyof typeof columns;
export const USUAL = 'status' satisfies By;

/** So many pixels its columns have by themselves, padding included; what is left is the name's. */
export const WIDTHS = {
  status: 140,
  since: 124,
  plugs: 106,
  energy: 104,
  strip: 136,
  available: 80,
  seen: 84,
};
export type Sized = keyof typeof WIDTHS;
/** The name's at least. */
export const NAME = 150;
/** What is left out first where there is no room for all; the one that is opened says it. */
const LEFT_OUT: Sized[] = ['plugs', 'seen', 'energy', 'since'];

/**
 * Those of some columns for which there is room beside the name, each as wide as it is by itself: one that somebody makes
 * wider must not go. All, where nobody knows how much room there is; and whatever they are in order by.
 */
export function fitting(some: Sized[], room: number, by?: By): Sized[] {
  let fit = some;
  for (const column of LEFT_OUT) {
    if (room === 0 || fit.reduce((sum, one) => sum + WIDTHS[one], NAME) <= room) break;
    if (column !== by) fit = fit.filter((one) => one !== column);
  }
  return fit;
}

/** A share of some time, in thousandths, that is not nothing. */
export function shareInWords(share: PerMille): string {
  return share === 0 ? t('points.seen.trace') : percent(share, language());
}

/** Whether somebody should look after it. */
export function needsAttention({ status }: ChargePoint): boolean {
  const mark = markOf(status);
  return mark === 'down' || mark === 'unknown';
}

/** What people call its property, and whose it is where there are several. */
export function propertyOf({ property, propertyLabel }: ChargePoint, areSeveral: boolean): string {
  const name = propertyLabel ?? t('overview.noProperty');
  const tenant = property.split('/')[0] ?? '';
  return areSeveral && tenant !== '-' ? `${name} (${tenant})` : name;
}

/** OCPI's word for a plug, as people call it. */
export function plugName(standard: string): string {
  const names: Record<string, string> = {
    IEC_62196_T1: 'Type 1',
    IEC_62196_T1_COMBO: 'CCS 1',
    IEC_62196_T2: 'Type 2',
    IEC_62196_T2_COMBO: 'CCS',
    CHADEMO: 'CHAdeMO',
    TESLA_S: 'Tesla',
    DOMESTIC_F: 'Schuko',
  };
  const name = names[standard] ?? standard.replaceAll('_', ' ');
  return name.replace(/^Type /, `${t('plug.type')} `);
}

/** Of several plugs the strongest of each kind. */
export function plugsOf({ plugs }: ChargePoint): string[] {
  const each = plugs.map(({ standard, watts }) =>
    watts === null
      ? plugName(standard)
      : `${plugName(standard)} ${mark(watts as number as Wh, language())} kW`,
  );
  return [...new Set(each)];
}

/** Each of its last days by its name, the latest first. */
export function lastDays({ days, today }: ChargePoint): (PointDay & { day: string })[] {
  return days.map((day, at) => ({ ...day, day: shift(today, at - days.length + 1) })).reverse();
}

type Strip = { kind: PointDay['state']; isFaint: boolean; inWords: () => string }[];

/** Of a day that was observed for less than half, in thousandths, little is known. */
const HALF = 500;

/** The days of a strip. */
export function strip({ days, today }: ChargePoint): Strip {
  return days.map((day, at) => ({
    kind: day.state,
    isFaint: told(day.availability).kind === 'shown' && day.observed < HALF,
    inWords: () => inWords(day, shift(today, at - days.length + 1)),
  }));
}

function inWords({ availability, observed }: PointDay, day: string): string {
  const name = period(day, language());
  const share = told(availability);
  if (share.kind !== 'shown') return `${name}: ${t('day.unobserved')}`;
  const values = {
    availability: percent(share.value, language()),
    observed: percent(observed, language()),
  };
  return `${name}: ${t('day.observed', values)}`;
}
