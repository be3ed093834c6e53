import type { Key } from './en';

export const de: Record<Key, string> = {
  'about.loading': 'Version wird abgefragt …',

  'again': 'Erneut versuchen',

  'cell.fewer': '< {k} Personen',
  'cell.fewer.short': '< {k}',
  'cell.fewer.why': 'Wird ab {k} Personen gezeigt, damit niemand zu erkennen ist.',
  'cell.hidden': 'Nicht für Ihre Rolle',
  'cell.none': 'keine',
  'cell.of': 'für {shown} von {all} Liegenschaften',

  'close': 'Schließen',

  'compare': 'Vergleichen mit',
  'compare.before': 'dem Zeitraum davor',
  'compare.none': 'nichts',
  'compare.year': 'dem Vorjahr',

  'day.observed': 'verfügbar in {availability} der beobachteten Zeit ({observed} des Tages)',
  'day.unobserved': 'nicht beobachtet',

  'failure.audit':
    'Die Antwort nennt Personen, und das lässt sich gerade nicht festhalten: bitte später noch einmal.',
  'failure.busy':
    'Ein anderes Voltfolio schreibt gerade in dieses Profil. Die Zahlen bleiben so lange, wie sie sind.',
  'failure.changing': 'Was Sie sehen dürfen, ändert sich in diesem Augenblick. Bitte noch einmal versuchen.',
  'failure.database':
    'Die Datenbank des Profils hat nicht geantwortet. Verloren ist nichts; bitte noch einmal versuchen.',
  'failure.keychain':
    'Der Schlüssel dieses Profils liegt im Schlüsselbund des Rechners, und der lässt sich nicht öffnen. Entsperren Sie ihn und versuchen Sie es erneut.',
  'failure.newer':
    'Dieses Profil stammt von einem neueren Voltfolio. Mit der neuesten Version lässt es sich öffnen.',
  'failure.noProfile': 'Hier gibt es noch kein Profil.',
  'failure.nobody':
    'Unter diesem Namen gibt es in diesem Profil niemanden mehr. Bitte wählen Sie jemand anderen.',
  'failure.passphrase': 'Diese Passphrase öffnet das Profil nicht. Versuchen Sie es mit einer anderen.',
  'failure.period': 'Dieser Zeitraum endet, bevor er beginnt. Bitte wählen Sie einen anderen.',
  'failure.profile':
    'Das Profil lässt sich nicht öffnen: Der Ordner ist nicht nutzbar oder die Datei beschädigt. Stellen Sie es aus einer Sicherung wieder her oder legen Sie ein neues an.',
  'failure.sample':
    'Die Beispielwelt lässt sich nicht starten: Es fehlt ein freier Port oder ein temporärer Ordner.',
  'failure.signIn': 'Niemand ist angemeldet. Zahlen gibt es nach der Anmeldung.',
  'failure.signedIn': 'Bitte zuerst abmelden: Danach können Sie wählen, wer schaut.',
  'failure.system': 'Das Betriebssystem nennt seine Version nicht. Keine Zahl hängt davon ab.',
  'failure.unanswered':
    'Das Programm hinter diesem Fenster antwortet nicht. Bleibt es dabei, starten Sie Voltfolio neu.',

  'figure.before': '{value} im Zeitraum {period}',
  'figure.chargePoints': 'Ladepunkte',
  'figure.chargingNow': 'laden gerade',
  'figure.checked': 'Preise nachgerechnet',
  'figure.differing': '{n} abweichend',
  'figure.differing.none': 'keine Abweichung',
  'figure.differing.why':
    'Das CPMS hat etwas anderes berechnet, als der Tarif sagt, um mehr als eine Rundung.',
  'figure.energy': 'Energie',
  'figure.net': 'Kosten, netto',
  'figure.sessions': 'Ladevorgänge',
  'figure.stalled': '{n} hängen',
  'figure.stalled.why':
    'Sie melden, dass sie laden, aber seit einem Tag nichts Neues, oder sie laden seit zwei Tagen.',
  'figure.unbilled': '{energy} noch nicht abgerechnet',
  'figure.vs': '{change} ggü. {period}',

  'language': 'Sprache',

  'nav': 'Hauptmenü',
  'nav.charge-points': 'Ladepunkte',
  'nav.foot': 'Stand und Person',
  'nav.overview': 'Übersicht',
  'nav.sites': 'Standorte',

  'overview.byCostCentre': 'Nach Kostenstelle',
  'overview.byGroup': 'Nach Nutzergruppe',
  'overview.byProperty': 'Nach Liegenschaft',
  'overview.byTime.day': 'Energie nach Tagen, kWh',
  'overview.byTime.month': 'Energie nach Monaten, kWh',
  'overview.group': 'Nutzergruppe',
  'overview.incomplete': 'Unvollständig: Bisher ist alles ab dem {day} da.',
  'overview.incomplete.start': 'Unvollständig: Die Ladedaten kommen gerade erst.',
  'overview.loading': 'Wird zusammengezählt …',
  'overview.noCostCentre': 'Keine Kostenstelle',
  'overview.noGroup': 'Unbekannt',
  'overview.noProperty': 'Keine Liegenschaft',
  'overview.none': 'Im Zeitraum {period} wurde nicht geladen.',
  'overview.none.way': '{period} ansehen',
  'overview.nothing':
    'Zurzeit gilt für Sie keine Berechtigung. Wer dieses Profil betreibt, kann Ihnen eine erteilen.',
  'overview.perKwh': 'je kWh',
  'overview.property': 'Liegenschaft',
  'overview.share': 'Anteil',
  'overview.withheld': 'Tage, an denen weniger als {k} Personen geladen haben, werden nicht einzeln gezeigt.',

  'people.empty': 'Noch darf niemand etwas sehen. Personen kommen mit setup.json und voltfolio setup dazu.',
  'people.menu': 'Angemeldet als {name}',
  'people.noRole': 'zurzeit ohne Rolle',
  'people.none': 'Zu „{text}“ passt niemand.',
  'people.operator': 'Betreiber',
  'people.operator.what': 'Alle Kunden, auch was niemandem zugeordnet ist',
  'people.search': 'Personen, Kunden oder Rollen suchen',
  'people.switch': 'Als jemand anderes schauen',
  'people.title': 'Wer schaut?',
  'people.what':
    'Das ist ein Betreiberprofil: Wer es öffnen kann, darf als jede Person darin schauen. Zu sehen ist jeweils, was deren Rolle öffnet.',

  'period': 'Zeitraum',
  'period.after': 'Später',
  'period.before': 'Früher',
  'period.lastMonth': 'Letzter Monat',
  'period.lastYear': 'Letztes Jahr',
  'period.month': 'Dieser Monat',
  'period.today': 'Heute',
  'period.vs': '{period} und {other}',
  'period.year': 'Dieses Jahr',

  'plug.type': 'Typ',

  'points.availability': 'Verfügbar, 30 Tage',
  'points.available': 'Verfügbar',
  'points.days': '30 Tage bis heute',
  'points.down': 'Gestört',
  'points.energy': 'kWh, {period}',
  'points.fine': 'Kein Ladepunkt ist gestört oder nicht erreichbar.',
  'points.loading': 'Wird nachgesehen …',
  'points.none': 'Zurzeit gehört kein Ladepunkt zu Ihnen.',
  'points.none.here': 'Hier gehört zurzeit kein Ladepunkt zu Ihnen.',
  'points.observed': 'beobachtet: {share} der Zeit',
  'points.observed.none': 'noch nicht beobachtet',
  'points.observed.trace': 'beobachtet: weniger als 0,1 % der Zeit',
  'points.plugs': 'Stecker',
  'points.point': 'Ladepunkt',
  'points.share': '{share} beobachtet',
  'points.share.none': 'nicht beobachtet',
  'points.share.trace': '< 0,1 % beobachtet',
  'points.show': 'Zeigen',
  'points.show.all': 'Alle',
  'points.show.attention': 'Gestört oder nicht erreichbar',
  'points.since': 'Seit',
  'points.since.unknown': 'Nicht bekannt: nicht lückenlos beobachtet oder nicht für Ihre Rolle.',
  'points.status': 'Jetzt',
  'points.strip': '{name}: die letzten 30 Tage, davon {share} beobachtet',
  'points.strip.none': '{name}: die letzten 30 Tage, nichts davon beobachtet',
  'points.unknown': 'Nicht erreichbar',
  'points.what':
    'Das Schlimmste zuerst. Ein CPMS nennt keinen Verlauf: Voltfolio merkt sich, was es sieht, solange es offen ist, und sagt, wie viel der Zeit das war. Blasse Tage wurden weniger als halb beobachtet.',

  'profile.failed': 'Das Profil lässt sich nicht öffnen',
  'profile.folder': 'ORDNER',
  'profile.locked': 'Dieses Profil ist gesperrt',
  'profile.locked.what': 'Sein Schlüssel ist mit einer Passphrase geschützt.',
  'profile.look': 'Erst einmal umsehen',
  'profile.look.do': 'Beispielwelt öffnen',
  'profile.look.what':
    'Eine Beispielwelt mit zwei Kunden, erfunden auf diesem Rechner. Sie braucht kein CPMS und lässt nichts zurück.',
  'profile.none': 'Noch kein Profil',
  'profile.opening': 'Das Profil wird geöffnet …',
  'profile.passphrase': 'Passphrase',
  'profile.preview': 'Betreiberprofil: Rollen darin sind eine Vorschau.',
  'profile.sample': 'Beispielwelt: erfunden, und nichts davon bleibt.',
  'profile.setup': 'Profil anlegen',
  'profile.setup.how':
    'In setup.json steht, woher die Ladedaten kommen, wer Ihre Kunden sind und wer was sehen darf.',
  'profile.status': 'Keine Ladedaten',
  'profile.sync': 'Ladedaten holen',
  'profile.sync.how':
    'Der Zugangsschlüssel wird einmal aus der Datei gelesen und verschlüsselt aufbewahrt. Die neuesten Ladevorgänge kommen zuerst; ein unterbrochener Abruf macht dort weiter, wo er endete.',
  'profile.token': 'DATEI',
  'profile.unlock': 'Entsperren',
  'profile.what':
    'Ein Profil ist ein Ordner mit einer verschlüsselten Kopie der Ladedaten. Voltfolio liest sie aus Ihrem Ladepunkt-Managementsystem und ändert dort nichts. Angelegt wird es auf der Kommandozeile, in zwei Schritten.',

  'role.controller': 'Controlling',
  'role.facility-manager': 'Facility-Manager',
  'role.fleet-manager': 'Flottenmanagement',
  'role.hotel-operator': 'Hotelbetrieb',
  'role.operator': 'Betreiber',
  'role.property-manager': 'Hausverwaltung',
  'role.site-manager': 'Standortleitung',
  'role.tenant-admin': 'Verwaltung',

  'sites.all': 'Alle Standorte',
  'sites.checked': 'Preise geprüft',
  'sites.each': 'je {energy}',
  'sites.moved': 'im Zeitraum umgezogen, Zahlen für die ganze Zeit',
  'sites.noPoint': 'Unbekannter Ladepunkt',
  'sites.none': 'Im Zeitraum {period} gehört kein Standort zu Ihnen.',
  'sites.perPoint': 'kWh je Punkt',
  'sites.picture': '{site}, Energie nach Monaten. {months}',
  'sites.points.hidden': 'Was an den einzelnen Punkten geladen wurde, ist nicht für Ihre Rolle.',
  'sites.sort': 'Sortieren nach',
  'sites.sort.cost': 'Kosten',
  'sites.sort.energy': 'Energie',
  'sites.sort.name': 'Name',
  'sites.sort.perKwh': 'Kosten je kWh',
  'sites.sort.perPoint': 'kWh je Ladepunkt',
  'sites.unknown': 'Über diesen Standort ist im Zeitraum {period} nichts bekannt.',
  'sites.what': 'Energie nach Monaten in kWh, alle im selben Maßstab.',
  'sites.what.before': 'Energie nach Monaten in kWh, alle im selben Maßstab; gestrichelt das Vorjahr.',
  'sites.withheld':
    'Einzelne Standorte werden nur in ganzen Monaten gezeigt. Ein Punkt steht für einen Monat, in dem weniger als {k} Personen geladen haben oder der einen solchen verriete.',
  'sites.withheld.one':
    'Monate, in denen weniger als {k} Personen geladen haben oder die einen solchen verrieten, werden nicht gezeigt.',

  'status.available': 'Frei',
  'status.blocked': 'Blockiert',
  'status.charging': 'Lädt',
  'status.in_service': 'In Betrieb',
  'status.inoperative': 'Außer Betrieb',
  'status.out_of_order': 'Gestört',
  'status.planned': 'Geplant',
  'status.reserved': 'Reserviert',
  'status.unknown': 'Nicht erreichbar',

  'sync.asOf': 'Stand {time}',
  'sync.live': 'live, {time}',
  'sync.never': 'noch keine Daten',
  'sync.notOcpi':
    'Was dort antwortet, ist nicht OCPI 2.2.1. Bitte Adresse prüfen oder den Betreiber des CPMS fragen.',
  'sync.nothing': 'Kein CPMS ist verbunden: Adresse und Token gibt man mit voltfolio sync an.',
  'sync.refused':
    'Das CPMS antwortet mit einem Fehler. Die Zahlen bleiben, wie sie sind; Voltfolio versucht es von selbst wieder.',
  'sync.running': 'Abgleich läuft …',
  'sync.silent':
    'Das CPMS antwortet nicht. Die Zahlen bleiben, wie sie sind; Voltfolio versucht es von selbst wieder.',
  'sync.since': 'seit {time}',
  'sync.store':
    'Was kam, ließ sich nicht behalten. Bitte sehen Sie nach, ob die Festplatte voll ist, und versuchen Sie es erneut.',
  'sync.unauthorized':
    'Das CPMS nimmt das Token nicht mehr an. Ein neues gibt man mit voltfolio sync --token an.',
  'sync.unreachable':
    'Das CPMS ist nicht erreichbar. Die Zahlen bleiben, wie sie sind; Voltfolio versucht es von selbst wieder.',

  'theme': 'Darstellung',
  'theme.dark': 'Dunkel',
  'theme.light': 'Hell',
  'theme.system': 'Auto',

  'where': 'Wo Sie sind',
};
