import type { Of } from '../bindings';
import { count } from '../lib/format';
import { language, t } from '../lib/i18n.svelte';

/** Of how many properties a sum is, where it leaves some out. */
export function ofSome({ shown, all }: Of): string {
  return t('cell.of', { shown: count(shown, language()), all: count(all, language()) });
}
