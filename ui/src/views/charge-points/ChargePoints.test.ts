import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { about, chargePoints, desk, eachByItself, point, resized, shell, violations } from '../../testing';
import { fitting, WIDTHS, type Sized } from './points';

eachByItself();

const other = { property: 'muster/schillerplatz-11', propertyLabel: 'Schillerplatz 11' };
const some = chargePoints([
  point('DE*MUS*E7', 'out_of_order', { since: '2026-11-27T06:00:00Z', ...other }),
  point('DE*MUS*E3', 'unknown'),
  point('DE*MUS*E1', 'in_service'),
  point('DE*MUS*E8', 'charging', other),
]);

describe('charge points', () => {
  const shows = async (answer: unknown = some, hash = '#/charge-points') => {
    const asked: Record<string, unknown>[] = [];
    shell({
      about,
      desk: desk({ views: ['overview', 'charge-points'] }),
      charge_points: (given: Record<string, unknown>) => {
        asked.push(given['asked'] as Record<string, unknown>);
        return typeof answer === 'function'
          ? (answer as (asked: unknown) => unknown)(given['asked'])
          : answer;
      },
    });
    location.hash = hash;
    dispatchEvent(new HashChangeEvent('hashchange'));
    render(App);
    await screen.findByRole('heading', { name: 'Charge points' });
    await vi.waitFor(() => expect(screen.queryByText('Loading charge points …')).toBeNull());
    return asked;
  };

  it('stand by property, the worst first, with what they say of themselves', async () => {
    const asked = await shows();
    expect(asked).toEqual([
      { days: { from: '2026-11-01', to: '2026-11-30' }, property: null, most: 60, opened: null },
    ]);
    const tables = screen.getAllByRole('table');
    expect(tables.map((table) => table.querySelector('caption')?.textContent.trim())).toEqual([
      'Schillerplatz 11',
      'Ahornweg 7',
    ]);
    const row = screen.getByRole('row', { name: /DE\*MUS\*E7/ });
    expect(within(row).getByText('Out of order')).toBeTruthy();
    expect(within(row).getByText(/27 Nov, /)).toBeTruthy();
    expect(within(row).getByText('Type 2 22 kW')).toBeTruthy();
    expect(within(row).getByText('41.2')).toBeTruthy();
    expect(within(row).getByTitle('not observed').textContent).toBe('–');
    expect(within(row).getByRole('img', { name: /none of which was observed/ })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('say that their energy is of a part, to who is shown any', async () => {
    const part = (energy: unknown) => ({
      ...chargePoints([point('DE*MUS*E1', 'available', { energy })]),
      completeFrom: '2026-11-12',
    });
    await shows(part(41_200));
    expect(await screen.findByText(/12 Nov 2026/)).toBeTruthy();
    cleanup();
    await shows(part({ hidden: true }));
    await screen.findByRole('table');
    expect(screen.queryByText(/12 Nov 2026/)).toBeNull();
  });

  it('say what share of the time was observed beside how much of it they were available', async () => {
    const day = { state: 'mixed', availability: 750, observed: 500 };
    await shows(
      chargePoints([
        point('DE*MUS*E1', 'available', {
          observed: { availability: 975, share: 30, isAny: true },
          days: [...point('', 'available').days.slice(1), day],
        }),
      ]),
    );
    const row = screen.getByRole('row', { name: /DE\*MUS\*E1/ });
    expect(within(row).getByText('97.5%', { exact: false })).toBeTruthy();
    expect(within(row).getByText('3.0%')).toBeTruthy();
    const strip = within(row).getByRole('img');
    await fireEvent.mouseMove(strip, { clientX: 29 * 4 + 2 });
    expect(
      within(strip).getByText('28 Nov 2026: available 75.0% of the 50.0% that was observed'),
    ).toBeTruthy();
    await fireEvent.mouseMove(strip, { clientX: 2 });
    expect(within(strip).getByText('30 Oct 2026: not observed')).toBeTruthy();
  });

  it('scroll by keyboard as soon as a key has led there', async () => {
    await shows();
    await userEvent.keyboard('gp');
    const list = screen.getByRole('region', { name: 'Charge points' });
    await vi.waitFor(() => expect(document.activeElement).toBe(list));
  });

  it('say less beside one that is open, and the more it does', () => {
    const all = Object.keys(WIDTHS) as Sized[];
    const fit = (room: number) => fitting(all, room);
    expect(fit(0)).toEqual(all);
    expect(fit(924)).toEqual(all);
    expect(fit(923)).toEqual(['status', 'since', 'energy', 'strip', 'available', 'seen']);
    expect(fit(512)).toEqual(['status', 'strip', 'available']);
    expect(fit(1)).toEqual(['status', 'strip', 'available']);
    // whatever they are in order by stays
    expect(fitting(all, 512, 'energy')).toEqual(['status', 'energy', 'strip', 'available']);
  });

  it('of which there are thousands are shown some at a time', async () => {
    const asked = await shows({ ...some, all: 5_000 });
    expect(screen.getByText('4 of 5,000 are shown, the worst first.')).toBeTruthy();
    expect(await violations()).toEqual([]);
    // nothing is sorted by, and yet Tab leads into each head, once
    const heads = screen
      .getAllByRole('columnheader')
      .flatMap((head) => [...head.querySelectorAll<HTMLElement>('*')]);
    const stops = heads.filter(({ tabIndex }) => tabIndex === 0);
    expect(stops.map(({ textContent }) => textContent)).toEqual(['Charge point', 'Charge point']);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(asked.at(-1)).toMatchObject({ most: 120 });
    // of those that want attention all are here
    await userEvent.click(screen.getByText('Out of order or reach'));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('are put in order by a click on a head, where all of them are here, and the address keeps it', async () => {
    const since = (day: number) => ({ since: `2026-11-${day}T06:00:00Z` });
    const observed = (availability: number) => ({ observed: { availability, share: 500, isAny: true } });
    await shows(
      chargePoints([
        point('DE*MUS*E9', 'out_of_order', { energy: 10_000, ...since(20), ...observed(700) }),
        point('DE*MUS*E2', 'unknown', { energy: { fewer_than: 5 }, ...since(27) }),
        point('DE*MUS*E10', 'in_service', { energy: 70_000, ...observed(990) }),
      ]),
    );
    const names = () =>
      screen.getAllByRole('rowheader').map((head) => head.textContent.trim().replace('DE*MUS*', ''));
    const head = (name: RegExp) => screen.getByRole('columnheader', { name });
    const click = (name: RegExp) => userEvent.click(within(head(name)).getByRole('button'));
    expect(head(/^Now/).getAttribute('aria-sort')).toBe('descending');
    expect(names()).toEqual(['E9', 'E2', 'E10']);
    await click(/^kWh/);
    expect(names()).toEqual(['E10', 'E9', 'E2']);
    expect(location.hash).toBe('#/charge-points?sort=energy');
    expect(head(/^kWh/).getAttribute('aria-sort')).toBe('descending');
    expect(head(/^Now/).getAttribute('aria-sort')).toBeNull();
    await click(/^kWh/);
    expect(names()).toEqual(['E9', 'E10', 'E2']);
    expect(location.hash).toBe('#/charge-points?sort=energy&up=1');
    within(head(/^Charge point/))
      .getByRole('button')
      .focus();
    await userEvent.keyboard('{Enter}');
    expect(names()).toEqual(['E2', 'E9', 'E10']);
    await click(/^Since/);
    expect(names()).toEqual(['E9', 'E2', 'E10']);
    await click(/^Available/);
    expect(names()).toEqual(['E9', 'E10', 'E2']);
    await click(/^Now/);
    await click(/^Now/);
    expect(names()).toEqual(['E10', 'E2', 'E9']);
    expect(await violations()).toEqual([]);
  });

  it('of which some are missing can’t be put in order', async () => {
    await shows({ ...some, all: 5_000 }, '#/charge-points?sort=name');
    const tables = screen.getAllByRole('table');
    expect(
      tables.flatMap((table) => within(table).queryAllByRole('button', { name: /^(?!Rows of)/ })),
    ).toEqual([]);
    for (const head of screen.getAllByRole('columnheader')) expect(head.getAttribute('aria-sort')).toBeNull();
    expect(screen.getAllByRole('rowheader')[0]?.textContent).toContain('DE*MUS*E7');
  });

  it('fold by property, keep what must not be missed, and the address keeps it', async () => {
    await shows();
    await userEvent.click(screen.getByRole('button', { name: 'Rows of Schillerplatz 11', expanded: true }));
    expect(location.hash).toBe('#/charge-points?folded=muster%2Fschillerplatz-11');
    expect(screen.queryByText('DE*MUS*E7')).toBeNull();
    expect(screen.getByText('DE*MUS*E1')).toBeTruthy();
    expect(screen.getByText('Charge points: 2', { exact: false })).toBeTruthy();
    expect(screen.getByText('Out of order or reach: 1')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Rows of Ahornweg 7' }));
    expect(screen.queryAllByRole('rowheader')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Rows of Schillerplatz 11', expanded: false }));
    expect(screen.getByText('DE*MUS*E7')).toBeTruthy();
    expect(location.hash).toBe('#/charge-points?folded=muster%2Fahornweg-7');
  });

  it('of which nobody may know what was charged have no column for it', async () => {
    await shows(chargePoints([point('DE*MUS*E1', 'in_service', { energy: { hidden: true } })]));
    expect(screen.queryByText('kWh, Nov 2026')).toBeNull();
    expect(screen.getByText('In service')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('are narrowed down to those that need somebody, and the address keeps it', async () => {
    await shows();
    await userEvent.click(screen.getByRole('radio', { name: 'Out of order or reach' }));
    expect(location.hash).toBe('#/charge-points?show=attention');
    expect(screen.queryByText('DE*MUS*E1')).toBeNull();
    expect(screen.getByText('DE*MUS*E3')).toBeTruthy();
  });

  it('that are all well are said to be', async () => {
    await shows(chargePoints([point('DE*MUS*E1', 'available')]), '#/charge-points?show=attention');
    expect(screen.getByText('No charge point is out of order or out of reach.')).toBeTruthy();
  });

  it('of one property lead back to all', async () => {
    const asked = await shows(chargePoints([]), '#/charge-points?property=muster%2Fnothing');
    expect(asked).toMatchObject([{ property: 'muster/nothing' }]);
    expect(screen.getByText('There is no charge point of yours here at present.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All sites' }).getAttribute('href')).toBe('#/charge-points');
    expect(await violations()).toEqual([]);
  });

  it('are not denied before anything has come', async () => {
    await shows({ ...chargePoints([]), asOf: null });
    expect(screen.getByText('Incomplete: charging data is still coming in.')).toBeTruthy();
    expect(screen.queryByText('You look after no charge point at present.')).toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('lead out of a failure', async () => {
    let call = 0;
    await shows(() => {
      call += 1;
      return call === 1
        ? Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null })
        : some;
    });
    expect(screen.getByRole('alert').textContent).toContain('database did not answer');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('DE*MUS*E7')).toBeTruthy();
  });

  it('have columns as wide as somebody makes them, those of all properties alike, and next time too', async () => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 20));
    const widths = (name: string) =>
      screen.getAllByRole('columnheader', { name }).map(({ style }) => style.width);
    const least = () => screen.getAllByRole('table').map(({ style }) => style.minWidth);
    await shows();
    expect(widths('Plug')).toEqual(['106px', '106px']);
    expect(least()).toEqual(['924px', '924px']);
    const [since] = screen.getAllByRole('button', { name: 'Since' });
    since?.focus();
    await userEvent.keyboard('{ArrowRight}{Alt>}{ArrowRight}{/Alt}');
    expect(widths('Plug')).toEqual(['108px', '108px']);
    expect(least()).toEqual(['926px', '926px']);
    // over a picture of so many days, which is as wide as it is
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement?.textContent).toBe('Available');
    expect(await violations()).toEqual([]);
    cleanup();
    await shows();
    expect(widths('Plug')).toEqual(['108px', '108px']);
    vi.restoreAllMocks();
  });

  it('have columns that stay when somebody makes them wider than there is room', async () => {
    // jsdom lays nothing out
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 20));
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(930);
    await shows();
    const plug = () => screen.getAllByRole('columnheader', { name: 'Plug' })[0];
    within(plug() as HTMLElement)
      .getByText('Plug')
      .focus();
    await userEvent.keyboard('{Alt>}{ArrowRight>9/}{/Alt}');
    expect(plug()?.style.width).not.toBe('106px');
    cleanup();
    await shows();
    expect(plug()).toBeTruthy();
    vi.restoreAllMocks();
  });

  it('have edges where the pointer is: the name takes up no change', async () => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 20));
    Element.prototype.setPointerCapture = () => undefined;
    await shows();
    const [first] = screen.getAllByRole('table');
    if (!first) throw new Error('no table is shown');
    const [name, , since] = within(first).getAllByRole('columnheader');
    const widths = () => [first, name, since].map((one) => one?.style.width);
    const edge = since?.querySelector('.edge');
    if (!edge) throw new Error('the column has no edge');
    expect(widths()).toEqual(['', '', '124px']);
    await fireEvent.pointerDown(edge, { button: 0, clientX: 500 });
    await fireEvent.pointerMove(edge, { clientX: 530 });
    expect(widths()).toEqual(['1080px', '200px', '230px']);
    await fireEvent.lostPointerCapture(edge);
    // where there is another room, as when something opens beside it, it takes what is left
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1_000);
    await resized(first.closest('article') as HTMLElement);
    expect(widths()).toEqual(['', '', '230px']);
    await userEvent.dblClick(edge);
    expect(widths()).toEqual(['', '', '124px']);
    vi.restoreAllMocks();
  });
});
