import { untrack } from 'svelte';
import { desk } from './desk.svelte';

/**
 * Runs whenever something has changed from now on: whoever has just been made asks by itself for what was there before.
 * To be called while a component is made.
 */
export function onChange(again: () => unknown): void {
  const before = desk.changes;
  $effect(() => {
    if (desk.changes > before) untrack(() => void again());
  });
}
