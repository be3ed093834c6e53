import { comparisons, grainOf, type Comparison } from './period';

/** What the part of the address after `#` says. */
export interface Address {
  view: string;
  /** Undefined: the month that it is. */
  period: string | undefined;
  /** Undefined: what was chosen last. */
  comparison: Comparison | undefined;
}

/** An address that says something else says nothing of it: anybody can type one. */
export function read(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const asked = new URLSearchParams(query);
  const period = asked.get('period') ?? '';
  return {
    view: path || 'overview',
    period: grainOf(period) ? period : undefined,
    comparison: comparisons.find((known) => known === asked.get('vs')),
  };
}

export function write({ view, period, comparison }: Address): string {
  const asked = new URLSearchParams();
  if (period) asked.set('period', period);
  if (comparison) asked.set('vs', comparison);
  return asked.size > 0 ? `#/${view}?${asked}` : `#/${view}`;
}
