/** The columns of a list as wide as somebody made them. */
import type { SessionColumn } from '../../bindings';
import { LEAST, type Made } from '../../lib/widths.svelte';
import { BESIDE, GAP, ranked, type Column } from './columns';

/** No column takes more than half of a list of that width: in a narrower window others are there, too. */
export function sized(
  columns: Column[],
  made: Made<SessionColumn>,
  width: number,
  held: Made<SessionColumn> = {},
): Column[] {
  const most = width === 0 ? Infinity : Math.max(LEAST, Math.floor((width - BESIDE) / 2));
  return columns.map((column) => {
    const pixels = made[column.name];
    if (pixels !== undefined) return { ...column, least: Math.min(pixels, most), share: 0 };
    const stays = held[column.name];
    return stays === undefined ? column : { ...column, held: stays };
  });
}

/** Of the first columns, which are so wide, those that would give way. */
export function giving(columns: Column[], pixels: number[]): Made<SessionColumn> {
  const first = columns.slice(0, pixels.length);
  return Object.fromEntries(first.flatMap(({ name, share }, at) => (share ? [[name, pixels[at]]] : [])));
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
