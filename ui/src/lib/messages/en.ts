import type { MessageKey } from '../../bindings';

/** Every text, by its key. English is where a key is made; German must have each of them to compile. */
export const en = {
  'about.loading': 'Asking for the version …',

  'again': 'Try again',

  'cell.fewer': '< {k} people',
  'cell.fewer.short': '< {k}',
  'cell.fewer.why': 'Shown from {k} people on, so that nobody can be recognised.',
  'cell.hidden': 'Not for your role',
  'cell.none': 'none',
  'cell.of': 'for {shown} of {all} properties',

  'close': 'Close',

  'compare': 'Compare with',
  'compare.before': 'the period before',
  'compare.none': 'nothing',
  'compare.year': 'the year before',

  'failure.audit': "The answer names people, and that can't be put down at the moment: try again later.",
  'failure.busy':
    'Another Voltfolio is writing into this profile. Figures stay as they are until it is done.',
  'failure.changing': 'What you may see is changing at this moment. Try again.',
  'failure.database': "The profile's database did not answer. Nothing is lost; try again.",
  'failure.keychain':
    "The key of this profile is in the computer's keychain, which can't be used. Unlock the keychain and try again.",
  'failure.newer': 'This profile was made by a newer Voltfolio. Install the newest version to open it.',
  'failure.noProfile': 'There is no profile here yet.',
  'failure.nobody': 'There is nobody of this name in this profile any more. Choose somebody else.',
  'failure.passphrase': 'This passphrase does not open the profile. Try another one.',
  'failure.period': 'This period ends before it begins. Choose another one.',
  'failure.profile':
    "The profile can't be opened: its folder can't be used, or its file is damaged. Restore it from a backup, or make a new one and sync again.",
  'failure.sample': "The sample world can't be started: there is no free port, or no temporary folder.",
  'failure.signIn': 'Nobody is signed in. Sign in to see figures.',
  'failure.signedIn': 'Sign out first: then you can choose who looks.',
  'failure.system': 'The operating system did not tell its version. No figure depends on it.',
  'failure.unanswered':
    'The program behind this window does not answer. If it stays so, start Voltfolio again.',

  'figure.before': '{value} in {period}',
  'figure.chargingNow': 'charging now',
  'figure.checked': 'Prices checked',
  'figure.differing': '{n} differing',
  'figure.differing.none': 'none differs',
  'figure.differing.why': 'The CPMS charged something else than the tariff says, by more than rounding.',
  'figure.energy': 'Energy',
  'figure.net': 'Cost, net',
  'figure.sessions': 'Sessions',
  'figure.stalled': '{n} stalled',
  'figure.stalled.why': 'They say that they charge, and have said nothing new for a day, or charge for two.',
  'figure.unbilled': '{energy} not billed yet',
  'figure.vs': '{change} vs {period}',

  'language': 'Language',

  'nav': 'Main',
  'nav.foot': 'State and person',
  'nav.overview': 'Overview',

  'overview.byCostCentre': 'By cost centre',
  'overview.byGroup': 'By user group',
  'overview.byProperty': 'By property',
  'overview.byTime.day': 'Energy by day, kWh',
  'overview.byTime.month': 'Energy by month, kWh',
  'overview.group': 'User group',
  'overview.incomplete': 'Incomplete: so far everything since {day} is here.',
  'overview.incomplete.start': 'Incomplete: charging data is still coming in.',
  'overview.loading': 'Adding up …',
  'overview.noCostCentre': 'No cost centre',
  'overview.noGroup': 'Unknown',
  'overview.noProperty': 'No property',
  'overview.none': 'Nothing was charged in {period}.',
  'overview.none.way': 'Look at {period}',
  'overview.nothing': 'No grant of yours is valid at present. Whoever runs this profile can give you one.',
  'overview.perKwh': 'per kWh',
  'overview.property': 'Property',
  'overview.share': 'Share',
  'overview.withheld': 'Days on which fewer than {k} people charged are not shown one by one.',

  'people.empty': 'Nobody was granted anything yet. Add people to setup.json and run voltfolio setup.',
  'people.menu': 'Signed in as {name}',
  'people.noRole': 'no role at present',
  'people.none': 'Nobody matches “{text}”.',
  'people.operator': 'Operator',
  'people.operator.what': 'All customers, also what nobody holds',
  'people.search': 'Search people, customers or roles',
  'people.switch': 'Look as somebody else',
  'people.title': 'Who looks?',
  'people.what':
    'This is an operator’s profile: whoever can open it may look as anybody in it. What each person sees is what their role opens.',

  'period': 'Period',
  'period.after': 'Later',
  'period.before': 'Earlier',
  'period.lastMonth': 'Last month',
  'period.lastYear': 'Last year',
  'period.month': 'This month',
  'period.today': 'Today',
  'period.vs': '{period} vs {other}',
  'period.year': 'This year',

  'profile.failed': 'The profile can’t be opened',
  'profile.folder': 'FOLDER',
  'profile.locked': 'This profile is locked',
  'profile.locked.what': 'Its key is wrapped by a passphrase.',
  'profile.look': 'Look around first',
  'profile.look.do': 'Open the sample world',
  'profile.look.what':
    'A sample world with two customers, made up on this computer. It needs no CPMS and leaves nothing behind.',
  'profile.none': 'No profile yet',
  'profile.opening': 'Opening the profile …',
  'profile.passphrase': 'Passphrase',
  'profile.preview': 'Operator’s profile: roles in it are a preview.',
  'profile.sample': 'Sample world: made up, and not kept.',
  'profile.setup': 'Make the profile',
  'profile.setup.how':
    'setup.json says where the charging data comes from, who your customers are, and who may see what.',
  'profile.status': 'No charging data',
  'profile.sync': 'Fetch the charging data',
  'profile.sync.how':
    'The access token is read from the file once and kept encrypted. The newest sessions come first; a sync that is interrupted goes on where it ended.',
  'profile.token': 'FILE',
  'profile.unlock': 'Unlock',
  'profile.what':
    'A profile is a folder with an encrypted copy of the charging data. Voltfolio reads it from your charge point management system and changes nothing there. It is made on the command line, in two steps.',

  'role.controller': 'Controller',
  'role.facility-manager': 'Facility manager',
  'role.fleet-manager': 'Fleet manager',
  'role.hotel-operator': 'Hotel operator',
  'role.operator': 'Operator',
  'role.property-manager': 'Property manager',
  'role.site-manager': 'Site manager',
  'role.tenant-admin': 'Tenant admin',

  'sync.asOf': 'as of {time}',
  'sync.live': 'live, {time}',
  'sync.never': 'no data yet',
  'sync.notOcpi': 'What answers there is not OCPI 2.2.1. Check the address, or ask the CPMS’s operator.',
  'sync.nothing': 'No CPMS is connected: give its address and token with voltfolio sync.',
  'sync.refused':
    'The CPMS answers with an error. Figures stay as they are; Voltfolio tries again by itself.',
  'sync.running': 'syncing …',
  'sync.silent': 'The CPMS does not answer. Figures stay as they are; Voltfolio tries again by itself.',
  'sync.since': 'since {time}',
  'sync.store': 'What came could not be kept. See whether the disk is full, then try again.',
  'sync.unauthorized':
    'The CPMS does not accept the token any more. Give a new one with voltfolio sync --token.',
  'sync.unreachable': 'The CPMS can’t be reached. Figures stay as they are; Voltfolio tries again by itself.',

  'theme': 'Appearance',
  'theme.dark': 'Dark',
  'theme.light': 'Light',
  'theme.system': 'Auto',
} as const satisfies Record<MessageKey, string> & Record<string, string>;

export type Key = keyof typeof en;
