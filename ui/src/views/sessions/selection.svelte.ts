/** Which rows of a list of sessions are selected. */
import { untrack } from 'svelte';
import type { SessionRow } from '../../bindings';
import type { Pages } from '../../lib/pages.svelte';

/** So many rows at most: each is kept here, and read again with every change. */
export const MOST = 1_000;
/** So many rows further on or back a row is looked for, beside what came or went before it. */
const ABOUT = 50;

interface Place {
  row: SessionRow;
  index: number;
  /** The list that it was seen in, and so many rows that had. */
  reading: number;
  count: number;
}

/** By the ids of their rows. */
type Places = Record<string, Place>;

/** Why not all that was wished for is selected. */
export type Shortfall = 'most' | 'missing';

/**
 * It holds ids, and with each the row as it last came: where the list changes they are looked for in it again, and one
 * that is gone is selected no longer. To be made with the component that shows the list.
 */
export class Selection {
  shortfall = $state<Shortfall>();
  #places = $state.raw<Readonly<Places>>({});
  /** Where a range begins; nothing where it would begin at the row that the arrow keys are at. */
  #anchor: { id: string | undefined; index: number; count: number } | undefined;
  /** Rises with every wish: one before it that waits for its rows is of no use. */
  #wish = 0;
  readonly #pages: Pages;

  constructor(pages: Pages) {
    this.#pages = pages;
    $effect(() => {
      if (pages.readings > 0) untrack(() => void this.#follow());
    });
  }

  /** In the order of the list. */
  get rows(): SessionRow[] {
    const places = Object.values(this.#places).sort((one, other) => one.index - other.index);
    return places.map(({ row }) => row);
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  has(row: SessionRow | null | undefined): boolean {
    return row ? row.id in this.#places : false;
  }

  /** One more or one less. The first comes beside the one where the arrow keys are, which looks selected already. */
  toggle(index: number, active: number): void {
    this.#begin();
    const row = this.#pages.at(index);
    if (!row) return;
    const { [row.id]: before, ...others } = this.#places;
    if (!before && this.#size >= MOST) {
      this.shortfall = 'most';
      return;
    }
    if (this.isEmpty) this.#put(others, active);
    if (!before) this.#put(others, index);
    this.#places = others;
    this.#anchor = { id: row.id, index, count: this.#count };
  }

  /** All from where the last one was, or else from where the arrow keys are, up to this one: they alone. */
  extend(index: number, active: number): void {
    this.#begin();
    const from = active < 0 ? index : active;
    this.#anchor ??= { id: this.#pages.at(from)?.id, index: from, count: this.#count };
    const { id } = this.#anchor;
    const start = (id === undefined ? undefined : this.#pages.indexOf(id)) ?? this.#anchor.index;
    const end = Math.min(Math.max(index, start - MOST + 1), start + MOST - 1);
    if (end !== index) this.shortfall = 'most';
    void this.#take(Math.min(start, end), Math.max(start, end));
  }

  /** All of them, unless they are too many. */
  all(): void {
    this.#begin();
    if (this.#count > MOST) this.shortfall = 'most';
    else if (this.#count > 0) void this.#take(0, this.#count - 1);
  }

  clear(): void {
    this.#begin();
    this.#anchor = undefined;
    this.#places = {};
  }

  /** The arrow keys went on alone: a range begins where they are. */
  leaveAnchor(): void {
    this.#anchor = undefined;
  }

  get #size(): number {
    return Object.keys(this.#places).length;
  }

  /** So many rows the list has. */
  get #count(): number {
    return this.#pages.head?.rows ?? 0;
  }

  #begin(): void {
    this.#wish += 1;
    this.shortfall = undefined;
  }

  #put(places: Places, index: number, row = this.#pages.at(index)): void {
    if (row) places[row.id] = { row, index, reading: this.#pages.readings, count: this.#count };
  }

  /** Rows that are here are selected at once, others when they have come. */
  async #take(from: number, to: number): Promise<void> {
    const wish = this.#wish;
    const rows = this.#pages.between(from, to) ?? (await this.#pages.bring(from, to));
    if (wish !== this.#wish) return;
    if (!rows) {
      this.shortfall = 'missing';
      return;
    }
    const next: Places = {};
    rows.forEach((row, nth) => this.#put(next, from + nth, row));
    this.#places = next;
  }

  /** Looks for all of them in a list that was read anew. */
  async #follow(): Promise<void> {
    const reading = this.#pages.readings;
    const anchor = this.#anchor;
    const found: Places = {};
    const unread: Part[] = [];
    for (const part of around([...Object.values(this.#places), ...(anchor ? [anchor] : [])], this.#count)) {
      const rows = await this.#pages.bring(part.from, part.to);
      if (reading !== this.#pages.readings) return;
      if (rows) rows.forEach((row, nth) => this.#put(found, part.from + nth, row));
      else unread.push(part);
    }
    const isUnread = ({ index }: Place) => unread.some(({ from, to }) => from <= index && index <= to);
    const next: Places = {};
    for (const [id, place] of Object.entries(this.#places)) {
      const now = place.reading === reading || isUnread(place) ? place : found[id];
      if (now) next[id] = now;
    }
    if (!this.isEmpty) this.#places = next;
    const begin = anchor?.id === undefined ? undefined : found[anchor.id];
    if (begin && anchor === this.#anchor) this.#anchor = { ...begin, id: begin.row.id };
  }
}

interface Part {
  from: number;
  to: number;
}

/** Where in a list rows are to be looked for that were at these places of one with so many rows, in their order. */
function around(places: { index: number; count: number }[], count: number): Part[] {
  const parts: Part[] = [];
  for (const place of places.toSorted((one, other) => one.index - other.index)) {
    const moved = Math.min(Math.max(count - place.count, -MOST), MOST);
    const from = Math.max(0, Math.min(place.index, place.index + moved) - ABOUT);
    const to = Math.min(count - 1, Math.max(place.index, place.index + moved) + ABOUT);
    const last = parts.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else if (from <= to) parts.push({ from, to });
  }
  return parts;
}
