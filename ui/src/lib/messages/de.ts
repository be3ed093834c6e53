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

  'component.energy': 'Energie',
  'component.flat': 'Je Vorgang',
  'component.parking': 'Parken',
  'component.reservation': 'Reservierung',
  'component.time': 'Zeit',

  'failure.audit':
    'Die Antwort nennt Personen, und das lässt sich gerade nicht festhalten: bitte später noch einmal.',
  'failure.busy':
    'Ein anderes Voltfolio schreibt gerade in dieses Profil. Die Zahlen bleiben so lange, wie sie sind.',
  'failure.changing': 'Was Sie sehen dürfen, ändert sich in diesem Augenblick. Bitte noch einmal versuchen.',
  'failure.database':
    'Die Datenbank des Profils hat nicht geantwortet. Verloren ist nichts; bitte noch einmal versuchen.',
  'failure.file':
    'Die Datei konnte nicht geschrieben werden. Gibt es den Download-Ordner, und ist auf dem Datenträger Platz?',
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
  'nav.foot': 'Stand und Person',
  'nav.overview': 'Übersicht',
  'nav.sessions': 'Ladevorgänge',

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

  'price.byCpms': 'CPMS',
  'price.byTariff': 'Tarif',
  'price.component': 'Was',
  'price.different': 'weicht ab',
  'price.impossible': 'nicht prüfbar',
  'price.less': 'Das CPMS hat {amount} weniger berechnet, als der Tarif ergibt.',
  'price.more': 'Das CPMS hat {amount} mehr berechnet, als der Tarif ergibt.',
  'price.none.what': 'Noch rechnet ihn kein CDR ab, also gibt es nichts zu prüfen.',
  'price.rounding': 'Rundung',
  'price.rounding.what': 'Das CPMS hat berechnet, was der Tarif ergibt, bis auf Rundung.',
  'price.same': 'stimmt',
  'price.same.what': 'Das CPMS hat genau das berechnet, was der Tarif ergibt.',
  'price.unpriced': 'ungeprüft',
  'price.unpriced.what': 'Der Preis ist noch nicht geprüft.',

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

  'reason.energy': 'Der Energiepreis weicht ab.',
  'reason.flat': 'Der Preis je Vorgang weicht ab.',
  'reason.no-original':
    'Er nimmt einen CDR zurück, der nicht vorliegt; so lässt sich der Preis nicht nachrechnen.',
  'reason.no-periods':
    'Es ist nicht angegeben, was wann bezogen wurde; so lässt sich der Preis nicht nachrechnen.',
  'reason.no-tariff': 'Der Tarif liegt nicht vor; so lässt sich der Preis nicht nachrechnen.',
  'reason.other-currency': 'Berechnet ist er in einer anderen Währung als der des Tarifs.',
  'reason.parking': 'Der Preis fürs Parken weicht ab.',
  'reason.reservation': 'Abgerechnet wird eine Reservierung; die wird hier nicht nachgerechnet.',
  'reason.several-tariffs': 'Es galten mehrere Tarife nacheinander.',
  'reason.time': 'Der Zeitpreis weicht ab.',
  'reason.total': 'Die Summe weicht ab, ohne dass es ein einzelner Bestandteil tut.',
  'reason.unreadable': 'CDR oder Tarif geben nicht her, woraus sich ein Preis nachrechnen ließe.',
  'reason.vat': 'Netto stimmt; die Umsatzsteuer weicht ab.',

  'role.controller': 'Controlling',
  'role.facility-manager': 'Facility-Manager',
  'role.fleet-manager': 'Flottenmanagement',
  'role.hotel-operator': 'Hotelbetrieb',
  'role.operator': 'Betreiber',
  'role.property-manager': 'Hausverwaltung',
  'role.site-manager': 'Standortleitung',
  'role.tenant-admin': 'Verwaltung',

  'session.all.prices': 'Alle Preise',
  'session.all.properties': 'Alle Liegenschaften',
  'session.all.states': 'Alle Stände',
  'session.charging': 'Laden',
  'session.costs': 'Was er gekostet hat',
  'session.detail': 'Ladevorgang',
  'session.driver': 'Fahrer',
  'session.duration': 'Dauer',
  'session.evse': 'Ladepunkt',
  'session.export': 'Exportieren',
  'session.exported': 'Gespeichert als {file}',
  'session.gone': 'Es gibt ihn nicht mehr, oder nicht für Sie.',
  'session.gross': 'Brutto',
  'session.loading': 'Ladevorgänge werden gesucht …',
  'session.loading.one': 'Der Ladevorgang wird geöffnet …',
  'session.location': 'Standort',
  'session.net': 'Netto',
  'session.noEvse': 'Unbekannter Ladepunkt',
  'session.none.filtered': 'Kein Ladevorgang passt zu diesen Filtern.',
  'session.none.filtered.way': 'Alle zeigen',
  'session.parking': 'Parken, ohne zu laden',
  'session.price': 'Preis',
  'session.record': 'Der Datensatz des CPMS',
  'session.record.cdr': 'CDR',
  'session.record.fields': '{name}, {n} Felder',
  'session.record.session': 'Session',
  'session.record.what': 'So, wie das CPMS ihn geschickt hat; Felder, die Ihre Rolle nicht öffnet, fehlen.',
  'session.search': 'Ladepunkte und Kennungen suchen',
  'session.since': 'seit {time}',
  'session.started': 'Beginn',
  'session.state': 'Stand',
  'session.sum': '{n} Ladevorgänge · {energy}',
  'session.timeline': 'Was wann geschah',

  'state.billed': 'abgerechnet',
  'state.credit': 'Gutschrift',
  'state.pending': 'wartet',
  'state.reserved': 'reserviert',
  'state.running': 'lädt',
  'state.stalled': 'hängt',
  'state.unbilled': 'noch nicht abgerechnet',

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
};
