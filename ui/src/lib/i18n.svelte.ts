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

export function t(key: Key): string {
  return messages[current][key];
}

/** A language's name in itself: who looks for it need not read the other. */
export function languageName(of: Language): string {
  return { de: 'Deutsch', en: 'English' }[of];
}
