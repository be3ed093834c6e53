/** How wide somebody made the columns of a table, kept on this machine. */
import { keepNumbers, keptNumbers } from './kept';

/** In pixels. Narrower nobody reads what stands in a column, or finds its edge. */
export const LEAST = 48;

/** In pixels, of those columns that have one. */
export type Made<Name extends string> = Readonly<Partial<Record<Name, number | undefined>>>;

export class Widths<Name extends string> {
  /** Of the columns that somebody made narrower or wider. */
  made: Made<Name>;
  /**
   * Of columns that take what room is left, those before an edge that somebody drags. If they took up the change, the edge
   * would not be where the pointer is: so they stay as wide as they were, and the table may become wider than its room.
   */
  held = $state.raw<Made<Name>>();
  readonly #kept: string;

  constructor(kept: string, columns: readonly Name[]) {
    this.#kept = kept;
    this.made = $state.raw(keptNumbers(kept, columns));
  }

  /** Nothing is the width that a column has by itself: then no other is held, either. */
  make(column: Name, pixels: number | undefined): void {
    const width = pixels === undefined ? undefined : Math.max(LEAST, Math.round(pixels));
    this.made = { ...this.made, [column]: width };
    keepNumbers(this.#kept, this.made);
    if (width === undefined) this.release();
  }

  hold(columns: Made<Name>): void {
    this.held = { ...this.held, ...columns };
  }

  /** Where there is another room, they take what is left of it. */
  release(): void {
    this.held = undefined;
  }
}
