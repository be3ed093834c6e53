/**
 * Where figures of the overview lead, for whoever is offered the view; else nowhere. They are of all properties, also where
 * one of them was looked at before.
 */
import type { View } from '../../bindings';
import { href } from '../../lib/address.svelte';
import { desk } from '../../lib/desk.svelte';

const offers = (view: View) => desk.state?.views.includes(view) ?? false;

/** What a figure is made of: first its sites. */
export function sites(): string | undefined {
  return offers('sites') ? href({ view: 'sites', property: undefined }) : undefined;
}

export function points(): string | undefined {
  return offers('charge-points') ? href({ view: 'charge-points', property: undefined }) : undefined;
}

/** For who may see them one by one, the sessions themselves. */
export function sessions(
  filters: Record<string, string>,
  change: { period?: string | undefined } = {},
): string | undefined {
  return offers('sessions') ? href({ view: 'sessions', property: undefined, filters, ...change }) : undefined;
}

/** What runs now, whatever is looked at. */
export function running(): string | undefined {
  return sessions({ state: 'running' }, { period: undefined });
}
