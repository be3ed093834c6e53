/** How wide somebody made the columns of a table, kept on this machine. */
import { keepNumbers, keptNumbers } from './kept';

/** In pixels. Narrower nobody reads what stands in a column, or finds its edge. */
export const LEAST = 48;

export class Widths<Name extends string> {
  /** Of the columns that somebody made narrower or wider. */
  made: Readonly<Partial<Record<Name, number | undefined>>>;
  readonly #kept: string;

  constructor(kept: string, columns: readonly Name[]) {
    this.#kept = kept;
    this.made = $state.raw(keptNumbers(kept, columns));
  }

  /** Nothing is the width that a column has by itself. */
  make(column: Name, pixels: number | undefined): void {
    const width = pixels === undefined ? undefined : Math.max(LEAST, Math.round(pixels));
    this.made = { ...this.made, [column]: width };
    keepNumbers(this.#kept, this.made);
  }
}
