import type { MessageKey } from '../../bindings';

/** Every text, by its key. English is where a key is made; German must have each of them to compile. */
export const en = {
  'about.loading': 'Asking for the version …',

  'again': 'Try again',

  'failure.system': 'The operating system did not tell its version. No figure depends on it.',
  'failure.unanswered':
    'The program behind this window does not answer. If it stays so, start Voltfolio again.',

  'language': 'Language',

  'nav': 'Main',
  'nav.overview': 'Overview',

  'profile.none': 'No profile yet',
  'profile.what':
    'A profile is a folder with an encrypted copy of the charging data. Voltfolio reads it from your charge point management system and changes nothing there. It is made on the command line, in two steps.',
  'profile.folder': 'DIR',
  'profile.token': 'FILE',
  'profile.setup': 'Make the profile',
  'profile.setup.how':
    'Say in setup.json where the charging data comes from, who your customers are, and who may see what.',
  'profile.sync': 'Fetch the charging data',
  'profile.sync.how':
    'The access token is read from the file once and kept encrypted. The newest sessions come first; an interrupted run goes on where it ended.',
  'profile.status': 'No charging data',

  'theme': 'Theme',
  'theme.system': 'Auto',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
} as const satisfies Record<MessageKey, string> & Record<string, string>;

export type Key = keyof typeof en;
