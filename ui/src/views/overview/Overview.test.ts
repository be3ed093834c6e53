import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { SessionFilter } from '../../bindings';
import { look } from '../../lib/address.svelte';
import { speak } from '../../lib/i18n.svelte';
import {
  about,
  desk,
  eachByItself,
  list,
  overview,
  part,
  row,
  shell,
  sums,
  sync,
  violations,
} from '../../testing';

const system = { code: 'system', messageKey: 'failure.system', details: null };

eachByItself();

describe('the overview', () => {
  const shows = async (change: Parameters<typeof overview>[0] = {}, state = desk()) => {
    const asked: unknown[] = [];
    const { changed } = shell({
      about,
      desk: state,
      overview: (given: unknown) => (asked.push(given), overview(change)),
    });
    render(App);
    await screen.findByRole('heading', { name: /Overview: / });
    await vi.waitFor(() => expect(screen.queryByText('Adding up …')).toBeNull());
    return { asked, changed };
  };

  it('shows figures of the month so far, beside as much of the one before', async () => {
    const { asked } = await shows();
    expect(asked).toEqual([
      { days: { from: '2026-11-01', to: '2026-11-30' }, compared: { from: '2026-10-01', to: '2026-10-28' } },
    ]);
    for (const text of ['7', '1,890 kWh', '€612.34', '118', '+6.1% vs 1 – 28 Oct', '-2.0% vs 1 – 28 Oct']) {
      expect(screen.getAllByText((said) => said.trim() === text).length, text).toBeGreaterThan(0);
    }
    const table = screen.getByRole('table', { name: 'By property' });
    expect(within(table).getByRole('rowheader', { name: 'Ahornweg 7' })).toBeTruthy();
    expect(within(table).getByRole('rowheader', { name: 'No property' })).toBeTruthy();
    expect(within(table).getAllByText('0.324')).toHaveLength(2);
    expect(screen.getByRole('link', { name: /3 November 2026: 41.2 kWh/ }).getAttribute('href')).toBe(
      '#/overview?period=2026-11-03',
    );
    expect(await violations()).toEqual([]);
  });

  it('lists of many properties those with the most energy, and all for whoever asks', async () => {
    const user = userEvent.setup();
    const properties = Array.from({ length: 40 }, (_, at) =>
      part(`muster/p${at}`, `House ${at}`, { energy: 1_000_000 - at }),
    );
    await shows({ properties });
    const table = screen.getByRole('table', { name: 'By property' });
    const listed = () => within(table).getAllByRole('rowheader').length;
    expect(listed()).toBe(12);
    const more = screen.getByRole('button', { name: '28 more' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    more.focus();
    await user.keyboard('{Enter}');
    expect(listed()).toBe(40);
    expect(document.activeElement).toBe(more);
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Show only the first 12' }));
    expect(listed()).toBe(12);
  });

  it('lists the few more that there are beside them', async () => {
    const properties = Array.from({ length: 15 }, (_, at) => part(`muster/p${at}`, `House ${at}`));
    await shows({ properties });
    expect(within(screen.getByRole('table', { name: 'By property' })).getAllByRole('rowheader')).toHaveLength(
      15,
    );
    expect(screen.queryByRole('button', { name: /more/ })).toBeNull();
  });

  it('leaves out a tile that the role lacks, and says of how few people a figure would be', async () => {
    const fewer = { fewer_than: 5 };
    const hidden = { hidden: true };
    const total = sums({
      energy: fewer,
      sessions: fewer,
      net: hidden,
      netPerKwh: hidden,
      checked: hidden,
      checkedShare: hidden,
      differing: hidden,
    });
    await shows({
      chargingNow: hidden,
      period: {
        from: '2026-11-01',
        to: '2026-11-28',
        isIncomplete: false,
        total,
        steps: [{ name: '2026-11-03', energy: fewer }],
      },
      properties: [
        part('muster/ahornweg-7', 'Ahornweg 7', {
          energy: fewer,
          sessions: fewer,
          net: hidden,
          netPerKwh: hidden,
        }),
      ],
    });
    expect(screen.queryByText('Charging now')).toBeNull();
    expect(screen.queryByText('Cost, net')).toBeNull();
    expect(screen.queryByText('€/kWh')).toBeNull();
    expect(screen.queryByText('Prices checked')).toBeNull();
    expect(screen.getAllByText('< 5 people')).toHaveLength(2);
    expect(screen.getAllByText('< 5')).toHaveLength(2);
    expect(screen.getByText(/Days on which fewer than 5 people charged/)).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('says of how many properties a sum of money is', async () => {
    const total = sums({ moneyOf: { shown: 2, all: 3 } });
    const costCentres = [part('muster/4711', '4711', { moneyOf: { shown: 2, all: 3 } })];
    await shows({ period: { ...overview().period, total }, costCentres });
    // what it cost, and what of it was checked
    expect(screen.getAllByText('for 2 of 3 properties')).toHaveLength(2);
    expect(screen.getByText('per kWh: for 2 of 3 properties')).toBeTruthy();
  });

  it('says how many prices were checked, and how many differ', async () => {
    const total = sums({ checked: 107, checkedShare: 907, differing: 3 });
    await shows({ period: { ...overview().period, total } });
    expect(screen.getByText('90.7%')).toBeTruthy();
    expect(screen.getByText('3 differing')).toBeTruthy();
  });

  const all = ['overview', 'sites', 'charge-points', 'sessions'] as const;
  const total = sums({ checked: 107, checkedShare: 907, differing: 3, unbilled: 12_000, availability: 984 });
  const period = { ...overview().period, total };
  const leads = () =>
    Object.fromEntries(
      ['7', '98.4%', '1,890 kWh', '118', '90.7%', '3 differing', '12.0 kWh not billed yet', '2 stalled'].map(
        (name) => [name, screen.queryByRole('link', { name })?.getAttribute('href') ?? null],
      ),
    );

  it('leads from its figures to what they are made of, of all properties', async () => {
    look({ view: 'overview', property: 'muster/ahornweg-7', period: '2026-10' });
    await shows({ period, stalled: 2 }, desk({ views: [...all] }));
    expect(leads()).toEqual({
      '7': '#/sessions?state=running',
      // whenever they began
      '2 stalled': '#/sessions?period=2026&state=stalled',
      '98.4%': '#/charge-points?period=2026-10',
      '1,890 kWh': '#/sites?period=2026-10',
      '118': '#/sessions?period=2026-10',
      '90.7%': '#/sessions?period=2026-10&state=billed',
      '3 differing': '#/sessions?period=2026-10&price=different',
      '12.0 kWh not billed yet': '#/sessions?period=2026-10&state=unbilled',
    });
    expect(await violations()).toEqual([]);
  });

  it('leads who sees no single session to what they may see', async () => {
    await shows({ period, stalled: 2 }, desk({ views: ['overview', 'sites', 'charge-points'] }));
    expect(leads()).toEqual({
      '7': '#/charge-points',
      '2 stalled': null,
      '98.4%': '#/charge-points',
      '1,890 kWh': '#/sites',
      '118': '#/sites',
      '90.7%': null,
      '3 differing': null,
      '12.0 kWh not billed yet': null,
    });
  });

  it('leads to what runs now, whatever is looked at, and there it is also where it began last year', async () => {
    look({ period: '2026-10' });
    const state = desk({ views: [...all], today: '2027-01-01' });
    const asked: { filter: SessionFilter }[] = [];
    shell({
      about,
      desk: state,
      overview: overview(),
      properties: [],
      sessions: (given: { filter: SessionFilter }) => {
        asked.push(given);
        return list([row('a', { state: 'running', startedAt: '2026-12-31T22:05:00+01:00' })]);
      },
    });
    render(App);
    await userEvent.click(await screen.findByRole('link', { name: '7' }));
    await screen.findByRole('grid', { name: 'Sessions' });
    expect(location.hash).toBe('#/sessions?state=running');
    expect(asked.at(-1)?.filter).toMatchObject({ from: '2026-12-30', to: '2027-01-31', state: 'running' });
  });

  it('leads to all that is stalled, whenever it began', async () => {
    const asked: { filter: SessionFilter }[] = [];
    shell({
      about,
      desk: desk({ views: [...all], today: '2027-01-01' }),
      overview: overview({ stalled: 2 }),
      properties: [],
      sessions: (given: { filter: SessionFilter }) => {
        asked.push(given);
        return list([row('a', { state: 'stalled', startedAt: '2025-12-31T22:05:00+01:00' })]);
      },
    });
    render(App);
    await userEvent.click(await screen.findByRole('link', { name: '2 stalled' }));
    await screen.findByRole('grid', { name: 'Sessions' });
    expect(asked.at(-1)?.filter).toMatchObject({ from: '2010-01-01', to: '2027-12-31', state: 'stalled' });
  });

  it('shows cost centres to who may tell drivers apart', async () => {
    await shows({ costCentres: [part('muster/4711', '4711'), part('muster/-', null)] });
    const table = screen.getByRole('table', { name: 'By cost centre' });
    expect(within(table).getByRole('rowheader', { name: '4711' })).toBeTruthy();
    expect(within(table).getByRole('rowheader', { name: 'No cost centre' })).toBeTruthy();
  });

  describe('of energy draws how it came about', () => {
    const drawn = () => document.querySelector('.tile svg.spark');
    const bars = () => drawn()?.querySelector('path')?.getAttribute('d')?.match(/M/g)?.length;

    it('by its steps, for the eye alone', async () => {
      await shows();
      expect(drawn()?.closest('.tile')?.textContent).toContain('1,890 kWh');
      expect(bars()).toBe(2);
      expect(drawn()?.getAttribute('viewBox')).toBe('0 0 30 16');
      expect(drawn()?.getAttribute('aria-hidden')).toBe('true');
    });

    it('but for the steps that are not shown', async () => {
      const steps = [
        { name: '2026-11-03', energy: { fewer_than: 5 } },
        { name: '2026-11-04', energy: 12_000 },
      ];
      await shows({ period: { ...overview().period, steps } });
      expect(bars()).toBe(1);
      cleanup();
      await shows({ period: { ...overview().period, steps: steps.slice(0, 1) } });
      expect(drawn()).toBeNull();
    });

    it('and not of a day, which has none', async () => {
      look({ period: '2026-11-03' });
      await shows({ period: { ...overview().period, steps: [{ name: '2026-11-03', energy: 41_200 }] } });
      expect(drawn()).toBeNull();
    });
  });

  it('says of each property how much of the time charging was possible', async () => {
    await shows({
      properties: [
        part('muster/ahornweg-7', 'Ahornweg 7', { availability: 991 }),
        part('muster/schillerplatz-11', 'Schillerplatz 11'),
      ],
    });
    const table = screen.getByRole('table', { name: 'By property' });
    expect(within(table).getByRole('columnheader', { name: 'Available' })).toBeTruthy();
    const last = (name: RegExp) =>
      within(within(table).getByRole('row', { name })).getAllByRole('cell').at(-1)?.textContent.trim();
    expect(last(/^Ahornweg/)).toBe('99.1%');
    expect(last(/^Schillerplatz/)).toBe('–'); // nobody looked
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['hidden from the role', { hidden: true }],
    ['observed nowhere', null],
  ])('has no column for what is %s', async (_, availability) => {
    await shows({ properties: [part('muster/ahornweg-7', 'Ahornweg 7', { availability })] });
    expect(screen.queryByRole('columnheader', { name: 'Available' })).toBeNull();
  });

  describe('of what charges now', () => {
    const now = (nth: number) =>
      row(`${nth}`, {
        state: 'running',
        startedAt: nth === 1 ? '2026-11-28T08:40:00+01:00' : '2026-11-27T22:05:00+01:00',
        endedAt: null,
        evse: `DE*VLT*E${nth}`,
        energy: 7_300,
        group: nth === 1 ? null : 'Residents',
      });
    const listed = async (answer: () => unknown, state = desk({ views: ['overview', 'sessions'] })) => {
      const asked: unknown[] = [];
      const held = { answer };
      const { changed } = shell({
        about,
        desk: state,
        overview: overview(),
        sessions: (given: unknown) => (asked.push(given), held.answer()),
      });
      render(App);
      await screen.findByText('1,890 kWh');
      return { asked, changed, held };
    };
    const table = () => screen.findByRole('table', { name: 'Charging now' });

    it('lists the newest, and leads to each and to all', async () => {
      const eight = Array.from({ length: 8 }, (_, at) => now(at + 1));
      const { asked } = await listed(() => list(eight, { rows: 11 }));
      expect(within(await table()).getAllByRole('row')).toHaveLength(9);
      expect(asked).toEqual([
        {
          filter: {
            from: '2026-11-26',
            to: '2026-11-28',
            property: null,
            evse: null,
            state: 'running',
            price: null,
            text: '',
            order: 'started',
            isAscending: false,
          },
          page: { skip: 0, take: 8, afresh: true, withPeople: false },
        },
      ]);
      const cells = (evse: string) =>
        within(screen.getByRole('row', { name: new RegExp(evse.replaceAll('*', '\\*')) }))
          .getAllByRole('cell')
          .map(({ textContent }) => textContent);
      expect(cells('DE*VLT*E1')).toEqual(['today 08:40', '7.3', 'Unknown']);
      expect(cells('DE*VLT*E2')).toEqual(['27/11/26, 22:05', '7.3', 'Residents']);
      expect(screen.getByRole('link', { name: 'DE*VLT*E1' }).getAttribute('href')).toBe(
        '#/sessions?state=running&open=1',
      );
      expect(screen.getByRole('link', { name: '3 more' }).getAttribute('href')).toBe(
        '#/sessions?state=running',
      );
      expect(await violations()).toEqual([]);
    });

    it('is asked again when something has changed; rows that stay keep their place', async () => {
      const { asked, changed, held } = await listed(() => list([now(1), now(2)]));
      const second = () => screen.queryByRole('row', { name: /E2/ });
      await table();
      const before = second();
      expect(screen.queryByRole('link', { name: /more/ })).toBeNull();
      held.answer = () => list([now(2)]);
      changed();
      await vi.waitFor(() => expect(screen.queryByRole('row', { name: /E1/ })).toBeNull());
      expect(second()).toBe(before);
      expect(asked).toHaveLength(2);
      held.answer = () => list([]);
      changed();
      await vi.waitFor(() => expect(screen.queryByRole('table', { name: 'Charging now' })).toBeNull());
    });

    it('says nothing to who gets no answer', async () => {
      const { asked } = await listed(() => Promise.reject(system));
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      expect(screen.queryByRole('table', { name: 'Charging now' })).toBeNull();
      expect(screen.queryByRole('alert')).toBeNull();
    });

    it.each([
      ['who may list no sessions', desk({ views: ['overview', 'sites'] })],
      ['who has to name a property first', desk({ views: ['overview', 'sessions'], listsAcross: false })],
    ])('is not asked of %s', async (_, state) => {
      const { asked } = await listed(() => list([now(1)]), state);
      expect(screen.queryByRole('table', { name: 'Charging now' })).toBeNull();
      expect(asked).toEqual([]);
    });
  });

  const unreachable = sync({ failure: 'sync.unreachable', failingSince: '2026-11-28T09:20:00Z' });

  it('says that a period is incomplete', async () => {
    await shows(
      { period: { ...overview().period, isIncomplete: true }, completeFrom: '2026-11-12' },
      desk({
        sync: sync({ isRunning: true }),
      }),
    );
    expect(screen.getByText('Incomplete: so far everything since 12 Nov 2026 is here.')).toBeTruthy();
  });

  it('says that a period stays incomplete while the CPMS can’t be reached, and where to read on', async () => {
    const period = { ...overview().period, isIncomplete: true };
    const state = desk({ sync: unreachable, views: ['overview', 'connection'] });
    await shows({ period, completeFrom: '2026-11-12' }, state);
    expect(
      screen.getByText(
        'Incomplete: everything since 12 Nov 2026 is here. What is older can’t be fetched at present.',
      ),
    ).toBeTruthy();
    const main = within(screen.getByRole('main'));
    expect(main.getByRole('link', { name: 'Connection' }).getAttribute('href')).toBe('#/connection');
    expect(await violations()).toEqual([]);
    cleanup();
    await shows({ period, completeFrom: null }, state);
    expect(screen.getByText(/no charging data is here yet/)).toBeTruthy();
  });

  it('says as of when figures are, and why not of now', async () => {
    await shows({}, desk({ sync: unreachable }));
    expect(screen.getByText(/^as of /)).toBeTruthy();
    expect(screen.getByText(/The CPMS can’t be reached/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(screen.getByText('1,890 kWh')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('is live only once every CPMS has answered', async () => {
    const first = sync({ isRunning: true, hasRun: false });
    await shows({}, desk({ sync: first }));
    expect(screen.queryByText(/^live/)).toBeNull();
    expect(screen.getByText(/^as of /)).toBeTruthy();
    cleanup();
    await shows({}, desk({ sync: { ...first, hasRun: true } }));
    expect(screen.getByText(/^live/)).toBeTruthy();
  });

  it('names the CPMS that fails, of several', async () => {
    const west = sync({ failure: 'sync.unreachable', failing: 'west' });
    await shows({}, desk({ sync: west }));
    expect(screen.getByText(/^west: The CPMS can’t be reached/)).toBeTruthy();
  });

  it('of a month without charging leads to the one before', async () => {
    const { asked } = await shows({
      period: { ...overview().period, total: sums({ sessions: 0, energy: 0, net: [] }), steps: [] },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Look at October 2026' }));
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toMatchObject({ days: { from: '2026-10-01', to: '2026-10-31' } });
  });

  it('of who was granted nothing says so', async () => {
    await shows({ period: { ...overview().period, total: null } });
    expect(screen.getByText(/No grant of yours is valid/)).toBeTruthy();
  });

  it('asks again when something has changed, and keeps what it shows until then', async () => {
    const { asked, changed } = await shows();
    changed();
    expect(screen.getByText('1,890 kWh')).toBeTruthy();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(screen.queryByText('Adding up …')).toBeNull();
  });

  it('of another period is asked for by the picker', async () => {
    const { asked } = await shows();
    await userEvent.click(screen.getByRole('button', { name: /Period:/ }));
    await userEvent.click(await screen.findByText('Last year'));
    await vi.waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ days: { from: '2025-01-01', to: '2025-12-31' } }),
    );
    expect(location.hash).toBe('#/overview?period=2025');
    await userEvent.click(screen.getByRole('button', { name: /Period:/ }));
    await userEvent.click(await screen.findByLabelText('nothing'));
    await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ compared: null }));
    expect(localStorage.getItem('comparison')).toBe('none');
  });

  it('goes from bar to bar by the arrow keys', async () => {
    await shows();
    const bar = (day: number) => screen.getByRole('link', { name: new RegExp(`, ${day} November 2026`) });
    bar(1).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toBe(bar(3));
    await userEvent.keyboard('{End}');
    // of what has not begun there is nothing to look at
    expect(document.activeElement?.getAttribute('aria-label')).toContain(', 30 November 2026');
    expect(document.activeElement?.getAttribute('href')).toBeNull();
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(document.activeElement?.getAttribute('aria-label')).toContain(', 30 November 2026');
  });

  it('leads by Tab to a bar, also where the period before had one more, and forgets a bar that was left', async () => {
    const told = () => screen.queryByText(/^–$/, { selector: 'figcaption b' });
    look({ period: '2026-10' });
    await shows();
    screen.getByRole('link', { name: /, 1 October 2026/ }).focus();
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toBe(screen.getByRole('link', { name: /, 31 October 2026/ }));
    look({ period: '2026-09' });
    const first = await screen.findByRole('link', { name: /, 1 September 2026/ });
    expect(first.getAttribute('tabindex')).toBe('0');
    first.focus();
    await vi.waitFor(() => expect(told()).toBeTruthy());
    screen.getByRole('button', { name: 'Later' }).focus();
    await vi.waitFor(() => expect(told()).toBeNull());
  });

  it('says in German, too, what it is compared with, and of which year that is', async () => {
    speak('de');
    look({ period: '2026', comparison: 'before' });
    const period = { ...overview().period, from: '2025-01-01', to: '2025-11-28' };
    shell({ about, desk: desk(), overview: overview({ compared: { ...overview().compared, period } }) });
    render(App);
    const picker = await screen.findByRole('button', { name: /^Zeitraum:/ });
    expect(picker.textContent).toMatch(/2026\s+ggü\. 1\. Jan\..–.28\. Nov\. 2025/);
    expect(
      await screen.findAllByText(/ggü\. 1\. Jan\..–.28\. Nov\. 2025/, { selector: 'main *' }),
    ).not.toEqual([]);
  });

  it('says of how many charge points, to who may know what they do', async () => {
    await shows({ chargePoints: 96 });
    expect(screen.getByText('of 96 charge points')).toBeTruthy();
    cleanup();
    await shows({ chargePoints: 1 });
    expect(screen.getByText('of one charge point')).toBeTruthy();
    cleanup();
    await shows({ chargePoints: { hidden: true } });
    expect(screen.queryByText(/charge point/)).toBeNull();
  });

  it.each([
    [1, '1 hängt'],
    [2, '2 hängen'],
  ])('says of %d that is stalled: %s', async (stalled, said) => {
    speak('de');
    shell({ about, desk: desk(), overview: overview({ stalled }) });
    render(App);
    expect(await screen.findByText(said)).toBeTruthy();
  });
});
