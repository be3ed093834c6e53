import type { Cell } from '../bindings';

/** A value, or why there is none: four things that a screen tells apart. */
export type Told<T> =
  | { kind: 'shown'; value: T }
  | { kind: 'empty' }
  | { kind: 'hidden' }
  | { kind: 'suppressed'; fewerThan: number };

export function told<T>(cell: Cell<T>): Told<T> {
  if (cell === null) return { kind: 'empty' };
  if (typeof cell === 'object') {
    if ('hidden' in cell) return { kind: 'hidden' };
    if ('fewer_than' in cell) return { kind: 'suppressed', fewerThan: cell.fewer_than as number };
  }
  return { kind: 'shown', value: cell as T };
}

/** The value, if it is shown. */
export function shown<T>(cell: Cell<T>): T | undefined {
  const what = told(cell);
  return what.kind === 'shown' ? what.value : undefined;
}

export function isHidden(cell: Cell<unknown>): boolean {
  return told(cell).kind === 'hidden';
}
