/** Tables of which every row is here, put in order by one of their columns. The address says by which. */
import { language } from './i18n.svelte';

export interface Column<T> {
  /** Nothing for what has none that can be compared: it stands last, whichever way round. */
  value: (one: T) => number | string | undefined;
  /** Least first is what one looks for. */
  isAscending?: boolean;
}

export interface Order<Name extends string> {
  by: Name;
  isAscending: boolean;
  /** Not the way that one looks for first. */
  isTurned: boolean;
}

/** The order that an address asks for. */
export function orderOf<Name extends string>(
  filters: Record<string, string>,
  columns: Record<Name, Column<never>>,
  usual: Name,
): Order<Name> {
  const by = (Object.keys(columns) as Name[]).find((name) => name === filters['sort']) ?? usual;
  const isTurned = filters['up'] === '1';
  return { by, isTurned, isAscending: (columns[by].isAscending ?? false) !== isTurned };
}

/** What the address says once somebody clicks a column's head: what it is in order by already is turned round. */
export function sortBy<Name extends string>(
  next: Name,
  { by, isTurned }: Order<Name>,
  usual: Name,
): { sort: string; up: string } {
  return { sort: next === usual ? '' : next, up: next === by && !isTurned ? '1' : '' };
}

/** What is alike stays as it came. */
export function inOrder<T, Name extends string>(
  all: readonly T[],
  columns: Record<Name, Column<T>>,
  { by, isAscending }: Order<Name>,
): T[] {
  const { compare } = new Intl.Collator(language(), { numeric: true });
  const valued = all.map((one) => ({ one, value: columns[by].value(one) }));
  valued.sort(({ value: a }, { value: b }) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    const least = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
    return isAscending ? least : -least;
  });
  return valued.map(({ one }) => one);
}
