import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup } from '@testing-library/svelte';
import axe from 'axe-core';
import { tick } from 'svelte';
import { afterEach, beforeEach, vi } from 'vitest';
import type {
  About,
  ChargePoint,
  ChargePoints,
  Changed,
  Connection,
  Connections,
  DeskState,
  Inside,
  Overview,
  Part,
  Person,
  Session,
  SessionList,
  SessionRow,
  Site,
  Sites,
  Sums,
  SyncState,
} from './bindings';
import { leave } from './lib/address.svelte';
import { compact } from './lib/compact.svelte';
import { desk as held } from './lib/desk.svelte';
import { speak } from './lib/i18n.svelte';
import { keyboard } from './lib/keyboard.svelte';
import { taking } from './lib/taking.svelte';
import { dress } from './lib/theme.svelte';

let resize: ((boxes: { target: Element }[]) => void) | undefined;

/** There is more or less room for a box, as its `clientWidth` and `clientHeight` have it. */
export async function resized(box: Element): Promise<void> {
  resize?.([{ target: box }]);
  await tick();
}

/** Each test begins in English, with nobody having been anywhere, and leaves nothing to the next one. */
export function eachByItself(): void {
  beforeEach(() => {
    // jsdom lays nothing out
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(told: typeof resize) {
          resize ??= told; // one is made for all boxes of the page
        }
        observe = () => undefined;
        unobserve = () => undefined;
        disconnect = () => undefined;
      },
    );
    localStorage.clear();
    leave();
    speak('en');
    dress('system');
    compact(false);
  });
  afterEach(() => {
    cleanup();
    clearMocks();
    keyboard.isShown = false;
    keyboard.isFinding = false;
    held.state = undefined;
    held.failure = undefined;
    held.changes = 0;
    taking.leave();
  });
}

/** What the shell tells in tests. */
export const about: About = {
  name: 'Voltfolio',
  version: '1.2.3',
  os: 'linux',
  arch: 'x86_64',
  webView: '2.50.6',
};

export const anna: Person = {
  id: 'muster/anna',
  name: 'Anna Muster',
  tenant: 'Hausverwaltung Muster',
  roles: ['property-manager'],
};

/** At rest, and all is well. */
export function sync(change: Partial<SyncState> = {}): SyncState {
  return {
    isRunning: false,
    isPaused: false,
    hasRun: true,
    failure: null,
    failing: null,
    failingSince: null,
    ...change,
  };
}

export function desk(change: Partial<DeskState> = {}): DeskState {
  return {
    profile: 'open',
    failure: null,
    isSample: false,
    person: anna,
    views: ['overview'],
    listsAcross: true,
    place: null,
    today: '2026-11-28',
    sync: sync(),
    ...change,
  };
}

export function sums(change: Partial<Record<keyof Sums, unknown>> = {}): Sums {
  return {
    sessions: 118,
    energy: 1_890_250,
    unbilled: 0,
    net: [{ currency: 'EUR', amount: 6_123_400 }],
    netPerKwh: [{ currency: 'EUR', amount: 3_239 }],
    cdrs: 118,
    checked: 118,
    checkedShare: 1000,
    differing: 0,
    moneyOf: null,
    availability: null,
    observed: 0,
    timeOf: null,
    ...change,
  } as Sums;
}

export function part(
  key: string,
  label: string | null,
  change: Partial<Record<keyof Sums, unknown>> = {},
): Part {
  return { key, label, share: 500, sums: sums(change) } as Part;
}

export function overview(change: Partial<Record<keyof Overview, unknown>> = {}): Overview {
  return {
    asOf: '2026-11-28T09:14:00Z',
    completeFrom: '2024-01-01',
    chargingNow: 7,
    stalled: 0,
    chargePoints: 96,
    period: {
      from: '2026-11-01',
      to: '2026-11-28',
      isIncomplete: false,
      total: sums(),
      steps: [
        { name: '2026-11-03', energy: 41_200 },
        { name: '2026-11-04', energy: 12_000 },
      ],
    },
    compared: {
      period: { from: '2026-10-01', to: '2026-10-28', isIncomplete: false, total: sums(), steps: [] },
      sessions: 61,
      energy: -20,
      net: 0,
    },
    properties: [part('muster/ahornweg-7', 'Ahornweg 7'), part('muster/-', null)],
    groups: [part('muster/residents', 'Residents')],
    costCentres: [],
    ...change,
  } as Overview;
}

export function row(id: string, change: Partial<Record<keyof SessionRow, unknown>> = {}): SessionRow {
  return {
    id,
    state: 'billed',
    startedAt: '2026-11-03T18:12:00+01:00',
    endedAt: '2026-11-03T21:17:00+01:00',
    minutes: 185,
    property: 'Ahornweg 7',
    location: 'Tiefgarage',
    evse: 'DE*VLT*E1',
    group: 'Residents',
    driver: { hidden: true },
    costCentre: { hidden: true },
    energy: 11_250,
    currency: 'EUR',
    net: 44_375,
    gross: 52_806,
    price: 'same',
    ...change,
  } as SessionRow;
}

export function list(
  page: SessionRow[],
  change: Partial<Record<keyof SessionList, unknown>> = {},
): SessionList {
  return {
    wantsProperty: false,
    asOf: '2026-11-28T09:14:00Z',
    completeFrom: '2024-01-01',
    isIncomplete: false,
    rows: page.length,
    energy: 11_250,
    net: [{ currency: 'EUR', amount: 44_375 }],
    netOf: null,
    hasPeople: false,
    skipped: 0,
    page,
    ...change,
  } as SessionList;
}

export function inFull(of: SessionRow, change: Partial<Record<keyof Session, unknown>> = {}): Session {
  const period = {
    startedAt: of.startedAt,
    offset: 0,
    minutes: 185,
    energy: 11_250,
    isParking: false,
  };
  return {
    row: of,
    periods: [period],
    stretches: [period],
    components: [{ component: 'energy', quantity: '11.25', price: '0.35', ours: 39_375, theirs: 44_375 }],
    ourNet: 39_375,
    ourGross: null,
    netDifference: 5_000,
    priceReason: 'energy',
    cdr: [{ path: 'id', text: '<img src=x onerror=alert(1)>' }],
    session: [],
    ...change,
  } as Session;
}

const MONTHS = Array.from({ length: 12 }, (_, at) =>
  at === 0 ? '2025-12' : `2026-${String(at).padStart(2, '0')}`,
);

export function site(
  key: string,
  label: string | null,
  change: Partial<Record<keyof Site, unknown>> = {},
): Site {
  return {
    key,
    label,
    sums: sums(),
    more: { sessions: 61, energy: -20, net: 0 },
    chargePoints: 4,
    perChargePoint: 472_563,
    months: MONTHS.map((_, at) => 1_000_000 + at * 80_000),
    yearBefore: MONTHS.map(() => 900_000),
    ...change,
  } as Site;
}

export function sites(change: Partial<Record<keyof Sites, unknown>> = {}): Sites {
  return {
    asOf: '2026-11-28T09:14:00Z',
    completeFrom: '2024-01-01',
    isIncomplete: false,
    isGranted: true,
    months: MONTHS,
    sites: [
      site('muster/ahornweg-7', 'Ahornweg 7'),
      site('muster/schillerplatz-11', 'Schillerplatz 11', {
        sums: sums({ energy: 3_902_000, netPerKwh: [{ currency: 'EUR', amount: 2_900 }] }),
      }),
    ],
    chargePoints: [],
    ...change,
  } as Sites;
}

export function point(
  name: string,
  status: ChargePoint['status'],
  change: Partial<Record<keyof ChargePoint, unknown>> = {},
): ChargePoint {
  const unobserved = { state: 'unobserved', availability: null, observed: 0 };
  return {
    key: `DE-MUS/${name}`,
    name,
    label: null,
    location: 'Ahornweg',
    property: 'muster/ahornweg-7',
    propertyLabel: 'Ahornweg 7',
    plugs: [{ standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE', watts: 22_000 }],
    status,
    since: null,
    energy: 41_200,
    observed: { availability: null, share: 0, isAny: false },
    today: '2026-11-28',
    days: Array.from({ length: 30 }, () => unobserved),
    ...change,
  } as ChargePoint;
}

export function chargePoints(points: ChargePoint[]): ChargePoints {
  return {
    asOf: '2026-11-28T09:14:00Z',
    completeFrom: '2024-01-01',
    all: points.length,
    down: points.filter(({ status }) => status === 'out_of_order').length,
    unknown: points.filter(({ status }) => status === 'unknown').length,
    observed: { availability: null, share: 0, isAny: false },
    points,
    opened: null,
  } as ChargePoints;
}

export function connection(change: Partial<Record<keyof Connection, unknown>> = {}): Connection {
  return {
    id: 'main',
    asOf: '2026-11-28T09:14:00Z',
    completeFrom: '2025-03-12',
    isWhole: false,
    inside: null,
    ...change,
  } as Connection;
}

export function inside(change: Partial<Record<keyof Inside, unknown>> = {}): Inside {
  return {
    origin: 'https://cpms.example',
    found: { locations: 12, evses: 96, unassigned: 3, tariffs: 4, sessions: 10_250, cdrs: 10_118 },
    modules: [
      {
        name: 'locations',
        completeFrom: '2010-01-01',
        isWhole: true,
        asOf: '2026-11-28T09:14:00Z',
        walks: [],
      },
      {
        name: 'cdrs',
        completeFrom: '2025-03-12',
        isWhole: false,
        asOf: '2026-11-28T09:14:00Z',
        walks: [
          {
            isBackfill: true,
            from: '2025-01-10T00:00:00Z',
            until: '2025-03-10T00:00:00Z',
            walked: 2000,
            total: 4711,
          },
        ],
      },
    ],
    quarantine: {
      records: 2,
      reasons: [
        { reason: 'invalid-timestamp', records: 1 },
        { reason: 'of-another-release', records: 1 },
      ],
      newest: [
        {
          module: 'cdrs',
          id: '<img src=x onerror=alert(1)>',
          reason: 'invalid-timestamp',
          field: 'start_date_time',
          seenAt: '2026-11-27T08:00:00Z',
        },
        {
          module: 'sessions',
          id: null,
          reason: 'of-another-release',
          field: 'kwh',
          seenAt: '2026-11-26T08:00:00Z',
        },
      ],
    },
    ...change,
  } as Inside;
}

export function connections(...all: Connection[]): Connections {
  return { asOf: all[0]?.asOf ?? null, connections: all };
}

type Answers = Record<string, unknown>;

/** A shell that answers each command with a value, or with what a function makes of its arguments. */
export function shell(answers: Answers): { calls: string[]; changed: (what?: Changed) => void } {
  const calls: string[] = [];
  let tell: ((what: Changed) => void) | undefined;
  mockIPC((command, payload) => {
    calls.push(command);
    const given = payload as Record<string, unknown> | undefined;
    if (command === 'watch') {
      const channel = given?.['onChange'] as { onmessage: (what: Changed) => void };
      tell = (what) => channel.onmessage(what);
    }
    const answer = command === 'watch' && !('watch' in answers) ? answers['desk'] : answers[command];
    if (typeof answer === 'function') return (answer as (given: unknown) => unknown)(given);
    if (answer === undefined) throw new Error(`nobody answers ${command}`);
    return answer;
  });
  return { calls, changed: (what = 'figures') => tell?.(what) };
}

/** What axe finds wrong with the page. */
export async function violations(): Promise<string[]> {
  // jsdom paints nothing: contrast is worked out in tokens.test.ts
  const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
