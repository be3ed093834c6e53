import { keep, kept } from './kept';
import { comparisons, type Comparison } from './period';
import { read, write, type Address } from './query';

/** What the address says: the view, and what is looked at in it. The back button goes through it. */
let hash = $state(location.hash);
addEventListener('hashchange', () => {
  hash = location.hash;
});

export function address(): Address & { comparison: Comparison } {
  const said = read(hash);
  return { ...said, comparison: said.comparison ?? kept('comparison', comparisons) ?? 'before' };
}

type Change = Partial<Address>;

/** The address of another view, place or time. Another view is asked nothing yet; where and when stay. */
export function href(change: Change): string {
  const here = read(hash);
  const filters = change.view === undefined || change.view === here.view ? here.filters : {};
  return write({ ...here, filters, ...change });
}

/** Goes there. */
export function look(change: Change): void {
  if (change.comparison) keep('comparison', change.comparison);
  const next = href(change);
  location.hash = next;
  hash = next; // now, and not when the event comes
}

/** Whether nobody has gone anywhere yet. */
export function isHome(): boolean {
  return write(read(hash)) === write(read(''));
}

/** Back to the beginning, without a trace of what was looked at. */
export function leave(): void {
  const home = write(read(''));
  history.replaceState(null, '', home);
  hash = home;
}
