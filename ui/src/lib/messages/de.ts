import type { Key } from './en';

export const de: Record<Key, string> = {
  'about.loading': 'Version wird abgefragt …',

  'again': 'Erneut versuchen',

  'failure.system': 'Das Betriebssystem nennt seine Version nicht. Keine Zahl hängt davon ab.',
  'failure.unanswered':
    'Das Programm hinter diesem Fenster antwortet nicht. Bleibt es dabei, starten Sie Voltfolio neu.',

  'language': 'Sprache',

  'nav': 'Hauptmenü',
  'nav.overview': 'Übersicht',

  'profile.none': 'Noch kein Profil',
  'profile.what':
    'Ein Profil ist ein Ordner mit einer verschlüsselten Kopie der Ladedaten. Voltfolio liest sie aus Ihrem Ladepunkt-Managementsystem und ändert dort nichts. Angelegt wird es auf der Kommandozeile, in zwei Schritten.',
  'profile.folder': 'ORDNER',
  'profile.token': 'DATEI',
  'profile.setup': 'Profil anlegen',
  'profile.setup.how':
    'In setup.json steht, woher die Ladedaten kommen, wer Ihre Kunden sind und wer was sehen darf.',
  'profile.sync': 'Ladedaten holen',
  'profile.sync.how':
    'Der Zugangsschlüssel wird einmal aus der Datei gelesen und verschlüsselt aufbewahrt. Die neuesten Ladevorgänge kommen zuerst; ein unterbrochener Abruf macht dort weiter, wo er endete.',
  'profile.status': 'Keine Ladedaten',

  'theme': 'Darstellung',
  'theme.system': 'Auto',
  'theme.light': 'Hell',
  'theme.dark': 'Dunkel',
};
