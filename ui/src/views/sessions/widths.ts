/** The columns of a list as wide as somebody made them. */
import type { SessionColumn } from '../../bindings';
import { LEAST } from '../../lib/widths.svelte';
import { BESIDE, GAP, ranked, type Column } from './columns';

/** No column takes more than half of a list of that width: in a narrower window others are there, too. */
export function sized(
  columns: Column[],
  made: Readonly<Partial<Record<SessionColumn, number | undefined>>>,
  width: number,
): Column[] {
  const most = width === 0 ? Infinity : Math.max(LEAST, Math.floor((width - BESIDE) / 2));
  return columns.map((column) => {
    const pixels = made[column.name];
    return pixels === undefined ? column : { ...column, least: Math.min(pixels, most), share: 0 };
  });
}

/** So wide a column can be made at most, so that it is not left out itself. */
export function widest(columns: Column[], name: SessionColumn, width: number): number {
  if (width === 0) return Infinity;
  const all = ranked(columns);
  const before = all.slice(
    0,
    all.findIndex((column) => column.name === name),
  );
  return before.reduce((left, { least }) => left - least - GAP, width - BESIDE);
}
