import { keep, kept } from './kept';

let current = $state(kept('drawer', ['pinned']) !== undefined);

/** Whether details stand beside a list all the time, as somebody wants it in this window. */
export function isPinned(): boolean {
  return current;
}

export function pin(next: boolean): void {
  current = next;
  keep('drawer', next ? 'pinned' : undefined);
}
