import { t } from '../../lib/i18n.svelte';
import { en, type Key } from '../../lib/messages/en';

/** What people call a module of OCPI. */
export function moduleName(module: string): string {
  const key = `connection.${module}`;
  return isKey(key) ? t(key) : module;
}

/** Why a record was not understood; a reason that has no sentence says its code. */
export function rejectName(reason: string): string {
  const key = `reject.${reason}`;
  return isKey(key) ? t(key) : reason;
}

function isKey(key: string): key is Key {
  return key in en;
}
