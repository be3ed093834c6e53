/** The columns that a list of sessions can have: which of them there are, and which have room. */
import type { SessionColumn, SessionOrder } from '../../bindings';
import { keep, keptList } from '../../lib/kept';
import type { Key } from '../../lib/messages/en';

export interface Column {
  name: SessionColumn;
  title: Key;
  /** Pixels that it can't do without. */
  least: number;
  /** What it takes of the room that is left. */
  share: number;
  /** In place of a share: as wide as this, also where it needs less. */
  held?: number;
  isRight?: boolean;
  order?: SessionOrder;
  /** Where there is too little room, the last to stay is 1. */
  rank: number;
}

/** In the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  { name: 'started', title: 'session.started', least: 100, share: 0, order: 'started', rank: 1 },
  { name: 'ended', title: 'session.ended', least: 100, share: 0, rank: 10 },
  { name: 'evse', title: 'session.evse', least: 124, share: 1.2, rank: 2 },
  { name: 'property', title: 'overview.property', least: 88, share: 1, rank: 7 },
  { name: 'location', title: 'session.location', least: 88, share: 1, rank: 8 },
  { name: 'group', title: 'overview.group', least: 72, share: 0.8, rank: 9 },
  { name: 'driver', title: 'session.driver', least: 72, share: 0.8, rank: 9 },
  { name: 'costCentre', title: 'session.costCentre', least: 72, share: 0.6, rank: 11 },
  {
    name: 'duration',
    title: 'session.duration',
    least: 52,
    share: 0,
    isRight: true,
    order: 'duration',
    rank: 8,
  },
  { name: 'energy', title: 'session.kWh', least: 44, share: 0, isRight: true, order: 'energy', rank: 3 },
  { name: 'net', title: 'session.net', least: 64, share: 0, isRight: true, order: 'net', rank: 4 },
  { name: 'gross', title: 'session.gross', least: 64, share: 0, isRight: true, rank: 12 },
  { name: 'price', title: 'session.price', least: 76, share: 0, rank: 5 },
  { name: 'state', title: 'session.state', least: 84, share: 0.4, rank: 6 },
];

const KEPT = 'session-columns';
export const GAP = 16;
/** Left and right of the list and of a row, and the scroll bar. */
export const BESIDE = 2 * 24 + 2 * 12 + 14;

/** What of a list is open to whoever looks, and what it is of. */
export interface Open {
  hasMoney: boolean;
  hasPeople: boolean;
  isAcross: boolean;
}

function isOpen({ name }: Column, { hasMoney, hasPeople }: Open): boolean {
  switch (name) {
    case 'net':
    case 'gross':
    case 'price':
      return hasMoney;
    case 'driver':
    case 'costCentre':
      return hasPeople;
    default:
      return true;
  }
}

function isUsual({ name }: Column, { hasPeople, isAcross }: Open): boolean {
  switch (name) {
    case 'ended':
    case 'costCentre':
    case 'gross':
      return false;
    case 'property':
      return isAcross;
    case 'location':
      return !isAcross;
    case 'driver':
      return hasPeople;
    case 'group':
      return !hasPeople;
    default:
      return true;
  }
}

/** Those that can be chosen. */
export function openColumns(open: Open): Column[] {
  return COLUMNS.filter((column) => isOpen(column, open));
}

/** What somebody chose on this machine, of what is open; nothing while they chose nothing. */
export function chosenColumns(): SessionColumn[] | undefined {
  const names = COLUMNS.map(({ name }) => name);
  return keptList(KEPT, names);
}

const EVERYTHING: Open = { hasMoney: true, hasPeople: true, isAcross: true };

/**
 * Keeps a choice, and with it what was there of columns that are not open to whoever chose: somebody else may see them.
 * Without a choice, the usual columns are there again.
 */
export function chooseColumns(chosen: SessionColumn[] | undefined, open: Open): void {
  const before = wanted(EVERYTHING, chosenColumns()).filter((column) => !isOpen(column, open));
  keep(KEPT, chosen && [...chosen, ...before.map(({ name }) => name)].join(','));
}

/** Those that are to be there: chosen, or else usual. */
export function wanted(open: Open, chosen: SessionColumn[] | undefined): Column[] {
  return openColumns(open).filter((column) =>
    chosen ? chosen.includes(column.name) : isUsual(column, open),
  );
}

/** The last to leave first. */
export function ranked(columns: Column[]): Column[] {
  return columns.toSorted((one, other) => one.rank - other.rank);
}

/** Those that a width has room for; of no width all. */
export function fitting(columns: Column[], width: number): Column[] {
  if (width === 0) return columns;
  let left = width - BESIDE + GAP;
  const room = ranked(columns).filter(({ least }) => (left -= least + GAP) >= 0);
  return columns.filter((column) => room.includes(column));
}

/** As `grid-template-columns` has them. */
export function template(columns: Column[]): string {
  return columns
    .map(({ least, share, held }) =>
      share && held === undefined ? `minmax(${least}px, ${share}fr)` : `${Math.max(least, held ?? 0)}px`,
    )
    .join(' ');
}
