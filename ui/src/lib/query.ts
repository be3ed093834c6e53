import { comparisons, grainOf, type Comparison } from './period';

/** What the part of the address after `#` says. */
export interface Address {
  view: string;
  /** The property that is looked at by itself, as the figures name it; undefined: all of them. */
  property: string | undefined;
  /** Undefined: the month that it is. */
  period: string | undefined;
  /** Undefined: what was chosen last. */
  comparison: Comparison | undefined;
  /** What the view itself is asked: its filters, its order, what is open in it. */
  filters: Record<string, string>;
}

/** Where and when somebody looks: these stay when the view changes. */
const STAY = ['property', 'period', 'vs'];

/** An address that says something else says nothing of it: anybody can type one. */
export function read(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const asked = new URLSearchParams(query);
  const period = asked.get('period') ?? '';
  return {
    view: path || 'overview',
    property: asked.get('property') || undefined,
    period: grainOf(period) ? period : undefined,
    comparison: comparisons.find((known) => known === asked.get('vs')),
    filters: Object.fromEntries([...asked].filter(([name, value]) => value && !STAY.includes(name))),
  };
}

export function write({ view, property, period, comparison, filters }: Address): string {
  const asked = new URLSearchParams();
  if (property) asked.set('property', property);
  if (period) asked.set('period', period);
  if (comparison) asked.set('vs', comparison);
  for (const [name, value] of Object.entries(filters)) if (value) asked.set(name, value);
  return asked.size > 0 ? `#/${view}?${asked}` : `#/${view}`;
}
