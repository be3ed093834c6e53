import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { look } from '../../lib/address.svelte';
import { about, desk, eachByItself, overview, shell, site, sites, sums, violations } from '../../testing';

eachByItself();

describe('sites', () => {
  const shows = async (answer: unknown = sites(), hash = '#/sites') => {
    const asked: Record<string, unknown>[] = [];
    const { changed } = shell({
      about,
      desk: desk({ views: ['overview', 'sites'] }),
      overview: overview(),
      sites: (given: Record<string, unknown>) => {
        asked.push(given);
        return typeof answer === 'function' ? (answer as (given: unknown) => unknown)(given) : answer;
      },
    });
    location.hash = hash;
    dispatchEvent(new HashChangeEvent('hashchange'));
    render(App);
    await screen.findByRole('heading', { name: /^Sites: / });
    await vi.waitFor(() => expect(screen.queryByText('Adding up …')).toBeNull());
    return { asked, changed };
  };
  const names = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);

  it('stand side by side, most energy first', async () => {
    const { asked } = await shows();
    expect(asked).toEqual([
      {
        days: { from: '2026-11-01', to: '2026-11-30' },
        compared: { from: '2026-10-01', to: '2026-10-28' },
        property: null,
      },
    ]);
    expect(names()).toEqual(['Schillerplatz 11', 'Ahornweg 7']);
    expect(
      screen.getByRole('img', { name: /^Ahornweg 7, energy by month. Dec 2025: 1,000.0 kWh/ }),
    ).toBeTruthy();
    expect(screen.getByText('3,902 kWh')).toBeTruthy();
    expect(screen.getAllByText('472.6')).toHaveLength(2);
    expect(await violations()).toEqual([]);
  });

  it('are put in order by what is chosen, and the address keeps it', async () => {
    await shows();
    await userEvent.click(screen.getByRole('radio', { name: 'Cost per kWh' }));
    expect(names()).toEqual(['Ahornweg 7', 'Schillerplatz 11']);
    expect(location.hash).toBe('#/sites?sort=perKwh');
  });

  it('lead from their figures to the sessions that these are made of', async () => {
    const one = site('muster/ahornweg-7', 'Ahornweg 7', { sums: sums({ differing: 2 }) });
    const point = { key: 'DE-MUS/E1', label: 'DE*MUS*E1', energy: 41_200, sessions: 3, hasMoved: false };
    look({ view: 'sites', property: one.key });
    shell({
      about,
      desk: desk({ views: ['overview', 'sites', 'sessions'] }),
      sites: sites({ sites: [one], chargePoints: [point] }),
    });
    render(App);
    const leads = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    await screen.findByRole('link', { name: '2 differing' });
    expect(leads('2 differing')).toBe('#/sessions?property=muster%2Fahornweg-7&price=different');
    expect(leads('100.0%')).toBe('#/sessions?property=muster%2Fahornweg-7&state=billed');
    expect(leads('118')).toBe('#/sessions?property=muster%2Fahornweg-7');
    expect(leads('DE*MUS*E1')).toBe('#/sessions?property=muster%2Fahornweg-7&q=DE*MUS*E1');
  });

  it('have a line for each label that finds no room in half of one', async () => {
    await shows();
    const halves = screen.getAllByRole('term').filter((term) => !term.closest('.whole'));
    const wholes = screen.getAllByRole('term').filter((term) => term.closest('.whole'));
    const names = (terms: HTMLElement[]) => [...new Set(terms.map(({ textContent }) => textContent))];
    expect(names(wholes)).toEqual(['Cost, net', 'Prices checked']);
    expect(names(halves)).toEqual(['per kWh', 'Sessions', 'Charge points', 'kWh per point']);
  });

  it('say of how many properties a sum of money is', async () => {
    const some = sums({ moneyOf: { shown: 2, all: 3 } });
    const one = site('muster/ahornweg-7', 'Ahornweg 7', { sums: some });
    await shows(sites({ sites: [one, site('muster/schillerplatz-11', 'Schillerplatz 11')] }));
    expect(screen.getAllByText('Cost, net: for 2 of 3 properties')).toHaveLength(1);
    expect(await violations()).toEqual([]);
    cleanup();
    await shows(sites({ sites: [one] }), '#/sites?property=muster%2Fahornweg-7');
    // what it cost, per kWh, and what of it was checked
    expect(screen.getAllByText('for 2 of 3 properties')).toHaveLength(3);
    expect(screen.getByText('-2.0% vs 1 – 28 Oct')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('have one scale', async () => {
    await shows();
    const top = screen
      .getAllByRole('img')
      .map((picture) => [...picture.querySelectorAll('text')].map(({ textContent }) => textContent));
    expect(top).toHaveLength(2);
    expect(top[0]).toEqual(top[1]);
  });

  it('have charge points that are put in order by a click on a head', async () => {
    const point = (name: string, energy: unknown, sessions: number) => ({
      key: `DE-MUS/${name}`,
      label: name,
      energy,
      sessions,
      hasMoved: false,
    });
    const points = [point('E10', 41_200, 3), point('E2', 12_000, 7), point('E3', { fewer_than: 5 }, 1)];
    const one = site('muster/ahornweg-7', 'Ahornweg 7');
    await shows(sites({ sites: [one], chargePoints: points }), '#/sites?property=muster%2Fahornweg-7');
    const table = screen.getByRole('table', { name: 'Charge points' });
    const listed = () =>
      within(table)
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent.trim());
    const head = (name: RegExp) => within(table).getByRole('columnheader', { name });
    expect(head(/^kWh/).getAttribute('aria-sort')).toBe('descending');
    expect(listed()).toEqual(['E10', 'E2', 'E3']);
    await userEvent.click(within(table).getByRole('button', { name: /^Sessions/ }));
    expect(listed()).toEqual(['E2', 'E10', 'E3']);
    expect(location.hash).toBe('#/sites?property=muster%2Fahornweg-7&sort=sessions');
    await userEvent.click(within(table).getByRole('button', { name: /^Charge points/ }));
    expect(listed()).toEqual(['E2', 'E3', 'E10']);
    expect(head(/^Charge points/).getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(within(table).getByRole('button', { name: /^Charge points/ }));
    expect(listed()).toEqual(['E10', 'E3', 'E2']);
    expect(await violations()).toEqual([]);
  });

  it('lead to one alone, and back to all of them', async () => {
    const point = {
      key: 'DE-MUS/E1',
      label: 'DE*MUS*E1',
      energy: 41_200,
      sessions: 3,
      hasMoved: false,
    };
    const answer = ({ property }: { property: string | null }) =>
      property === null
        ? sites()
        : sites({ sites: [site('muster/ahornweg-7', 'Ahornweg 7')], chargePoints: [point] });
    const { asked } = await shows(answer);
    expect(screen.getByRole('link', { name: 'Ahornweg 7' }).getAttribute('href')).toBe(
      '#/sites?property=muster%2Fahornweg-7',
    );
    location.hash = '#/sites?property=muster%2Fahornweg-7';
    dispatchEvent(new HashChangeEvent('hashchange'));
    const table = await screen.findByRole('table', { name: 'Charge points' });
    expect(asked.at(-1)).toMatchObject({ property: 'muster/ahornweg-7' });
    expect(within(table).getByRole('rowheader', { name: 'DE*MUS*E1' })).toBeTruthy();
    expect(within(table).getByText('41.2')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Nov 2026: 1,880.0 kWh, Nov 2025 900.0 kWh/ })).toBeTruthy();
    const where = screen.getByRole('navigation', { name: 'Where you are' });
    expect(within(where).getByText('Ahornweg 7')).toBeTruthy();
    expect(within(where).getByTitle('All sites').getAttribute('href')).toBe('#/sites');
    expect(await violations()).toEqual([]);
  });

  it('of which fewer people charged than may be told say so, and lack what is hidden', async () => {
    const [fewer, hidden] = [{ fewer_than: 5 }, { hidden: true }];
    await shows(
      sites({
        sites: [
          site('muster/ahornweg-7', 'Ahornweg 7', {
            sums: sums({ energy: fewer, sessions: fewer, net: hidden, netPerKwh: hidden, checked: hidden }),
            more: null,
            perChargePoint: fewer,
            months: Array.from({ length: 12 }, () => fewer),
            yearBefore: [],
          }),
        ],
      }),
    );
    expect(screen.getByText('< 5 people')).toBeTruthy();
    expect(screen.getByText(/fewer than 5 people charged/)).toBeTruthy();
    expect(screen.queryByText('Cost, net')).toBeNull();
    expect(screen.queryByText('Prices checked')).toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('that nobody knows here are said to be so, with a way back', async () => {
    await shows(sites({ sites: [] }), '#/sites?property=muster%2Fnothing');
    expect(screen.getByText('Nothing is known of this site in November 2026.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All sites' }).getAttribute('href')).toBe('#/sites');
    expect(await violations()).toEqual([]);
  });

  it('say why there are none, and lead out of a failure', async () => {
    await shows(sites({ sites: [], isGranted: false }));
    expect(screen.getByText(/No grant of yours is valid/)).toBeTruthy();
    cleanup();
    let call = 0;
    await shows(() => {
      call += 1;
      return call === 1
        ? Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null })
        : sites();
    });
    expect(screen.getByRole('alert').textContent).toContain('database did not answer');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('3,902 kWh')).toBeTruthy();
  });

  it('ask again when something has changed, and keep what they show until then', async () => {
    const { asked, changed } = await shows();
    changed();
    expect(screen.getByText('3,902 kWh')).toBeTruthy();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(screen.queryByText('Adding up …')).toBeNull();
  });

  it('are where the properties of the overview lead to', async () => {
    shell({ about, desk: desk({ views: ['overview', 'sites'] }), overview: overview() });
    render(App);
    const link = await screen.findByRole('link', { name: 'Ahornweg 7' });
    expect(link.getAttribute('href')).toBe('#/sites?property=muster%2Fahornweg-7');
  });
});
