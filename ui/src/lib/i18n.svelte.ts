import { keep, kept } from './kept';
import { de } from './messages/de';
import { en, type Key } from './messages/en';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

const messages: Record<Language, Record<Key, string>> = { de, en };

let current = $state<Language>(kept('language', languages) ?? ofSystem());

function ofSystem(): Language {
  return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
}

export function language(): Language {
  return current;
}

export function speak(next: Language): void {
  current = next;
  keep('language', next);
}

/** The text of a key, with `{name}` replaced by what is given for it. */
export function t(key: Key, values: Record<string, string> = {}): string {
  return messages[current][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** What a role is called: a template has a name in each language, a tenant's own its id. */
export function roleName(role: string): string {
  const key = `role.${role}` as Key;
  return key in messages[current] ? messages[current][key] : role;
}

/** Why a price differs or can't be worked out. */
export function reasonName(reason: string): string {
  const key = `reason.${reason}` as Key;
  return key in messages[current] ? messages[current][key] : reason;
}

/** A language's name in itself: who looks for it need not read the other. */
export function languageName(of: Language): string {
  return { de: 'Deutsch', en: 'English' }[of];
}
