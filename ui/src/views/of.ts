import type { Of, Property } from '../bindings';
import { count } from '../lib/format';
import { language, t } from '../lib/i18n.svelte';

/** Of how many properties a sum is, where it leaves some out. */
export function ofSome({ shown, all }: Of): string {
  return t('cell.of', { shown: count(shown, language()), all: count(all, language()) });
}

/** What a property is called, among others. Whoever sees several customers is told of which one nothing is known. */
export function nameOf({ key, label }: Property, others: readonly Property[] = []): string {
  const areSeveral = others.filter(({ label }) => label === null).length > 1;
  return (
    label ?? (areSeveral ? `${t('overview.noProperty')} (${key.split('/')[0]})` : t('overview.noProperty'))
  );
}
