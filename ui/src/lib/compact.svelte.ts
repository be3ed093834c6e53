import { keep, kept } from './kept';

let current = $state(kept('rows', ['compact']) !== undefined);

/** Whether rows are lower, so that more of them are in sight, as somebody wants it in this window. */
export function isCompact(): boolean {
  return current;
}

export function compact(next: boolean): void {
  current = next;
  keep('rows', next ? 'compact' : undefined);
}

/** In pixels, as the token `--row` has it. */
export function rowHeight(): number {
  return current ? 26 : 32;
}
