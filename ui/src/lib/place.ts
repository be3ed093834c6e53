import type { Place } from '../bindings';
import { comparisons, grainOf, shift } from './period';
import type { Address } from './query';

/** Periods that go with the day it is: whoever left at "last month" comes back to the one that is it then. */
const MOVING: Record<string, (today: string) => string> = {
  'month': (today) => today.slice(0, 7),
  'last-month': (today) => shift(today.slice(0, 7), -1),
  'today': (today) => today,
  'year': (today) => today.slice(0, 4),
  'last-year': (today) => shift(today.slice(0, 4), -1),
};

/** What somebody typed, what was open, and what a CPMS calls something. */
const GONE = ['q', 'open', 'evse'];

/** What of an address is kept. The shell sees to it, too. */
export function placeOf(address: Address, view: Place['view'], today: string): Place {
  const { property, period, comparison, filters } = address;
  const moving = Object.entries(MOVING).find(([, of]) => of(today) === period)?.[0];
  const parts = { ...filters, property, period: moving ?? period, vs: comparison };
  const kept = Object.entries(parts).filter(
    (part): part is [string, string] => Boolean(part[1]) && !GONE.includes(part[0]),
  );
  return { view, parts: Object.fromEntries(kept) };
}

/** The address of a place, on the day it is. */
export function addressOf({ view, parts }: Place, today: string): Address {
  const { property, period = '', vs, ...filters } = parts;
  const absolute = MOVING[period]?.(today) ?? period;
  return {
    view,
    property,
    period: grainOf(absolute) ? absolute : undefined,
    comparison: comparisons.find((known) => known === vs),
    filters: Object.fromEntries(
      Object.entries(filters).filter((part): part is [string, string] => !!part[1]),
    ),
  };
}
