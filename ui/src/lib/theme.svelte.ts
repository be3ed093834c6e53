import { keep, kept } from './kept';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

let current = $state<Theme>(kept('theme', themes) ?? 'system');

export function theme(): Theme {
  return current;
}

export function dress(next: Theme): void {
  current = next;
  keep('theme', next);
}
