/**
 * What the address says: the view, and what is looked at in it. An address may hold what somebody typed, so it must not
 * outlive whoever looks. A page can't empty the web view's history: therefore nothing is added to it, and where one was
 * before is known in here alone.
 */
import { keep, kept } from './kept';
import { comparisons, type Comparison } from './period';
import { read, write, type Address } from './query';

/** So many steps back are known. */
const MOST = 100;
/** After so many milliseconds a web view that was told addresses too often may take one again. */
const PATIENCE = 1_000;

let hash = $state(location.hash);
let before: string[] = [];
let after: string[] = [];
let later: ReturnType<typeof setTimeout> | undefined;

/** So many people have left. */
let gone = 0;
/** Stands at each entry of the web view's history that is of whoever looks now. */
const whose = () => `${performance.timeOrigin} ${gone}`;

/** The web view's one entry says where one is; it holds nothing else. */
function say(): void {
  clearTimeout(later);
  try {
    history.replaceState(whose(), '', hash);
  } catch {
    // WebKit takes so many in a while, and a key held down is faster
    later = setTimeout(say, PATIENCE);
  }
}
say();

function show(next: string): void {
  hash = next;
  say();
}

function go(next: string): void {
  const here = write(read(hash));
  if (write(read(next)) !== here) {
    before = [...before, here].slice(-MOST);
    after = [];
  }
  show(next);
}

addEventListener('hashchange', () => {
  const said: unknown = history.state;
  // an entry that somebody left behind leads nowhere; one that nobody has been at is new, and leads there
  const isOthers = typeof said === 'string' && said !== whose();
  if (isOthers || location.hash === hash) say();
  else go(location.hash);
});

// a link would add to the web view's history
addEventListener('click', (event) => {
  if (event.defaultPrevented || !(event.target instanceof Element)) return;
  const next = event.target.closest('a')?.getAttribute('href');
  if (!next?.startsWith('#/')) return;
  event.preventDefault();
  go(next);
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
  go(href(change));
}

/** Where one was before, if anywhere. */
export function back(): void {
  const to = before.pop();
  if (to === undefined) return;
  after.push(write(read(hash)));
  show(to);
}

/** Where one went back from. */
export function forward(): void {
  const to = after.pop();
  if (to === undefined) return;
  before.push(write(read(hash)));
  show(to);
}

/** Whether nobody has gone anywhere yet. */
export function isHome(): boolean {
  return write(read(hash)) === write(read(''));
}

/** Back to the beginning, without a trace of what was looked at. */
export function leave(): void {
  before = [];
  after = [];
  gone += 1;
  show(write(read('')));
  // this one can't wait until the web view takes it
  if (location.hash !== hash) location.replace(hash);
}
