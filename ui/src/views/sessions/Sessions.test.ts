import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { SessionFilter, SessionPage } from '../../bindings';
import { address, look } from '../../lib/address.svelte';
import { pin } from '../../lib/pinned.svelte';
import {
  about,
  desk,
  eachByItself,
  inFull,
  list,
  overview,
  resized,
  row,
  shell,
  violations,
} from '../../testing';

type Asked = { filter: SessionFilter; page: SessionPage };

eachByItself();
beforeEach(() => {
  pin(false);
  look({ view: 'sessions', period: '2026-11' });
});

const open = desk({ views: ['overview', 'sessions'] });
const oneByOne = desk({ views: ['overview', 'sessions'], listsAcross: false });
const properties = [
  { key: 'muster/ahornweg-7', label: 'Ahornweg 7' },
  { key: 'muster/-', label: null },
];
const rows = [
  row('a'),
  row('b', { evse: 'DE*VLT*E2', price: 'different', net: 49_375, startedAt: '2026-11-02T08:00:00+01:00' }),
  row('c', { state: 'running', endedAt: null, minutes: null, net: null, gross: null, price: null }),
];

describe('the list', () => {
  it('has a row for each, what they come to, and axe finds nothing', async () => {
    shell({ about, desk: open, properties, sessions: list(rows) });
    render(App);
    const grid = await screen.findByRole('grid', { name: 'Sessions' });
    expect(within(grid).getAllByRole('row')).toHaveLength(1 + rows.length);
    expect(within(grid).getAllByText('03/11/26, 18:12')).toHaveLength(2);
    expect(within(grid).getAllByText('3:05')).toHaveLength(2);
    expect(within(grid).getByText('differs')).toBeTruthy();
    expect(screen.getByText(/3 sessions · 11.3 kWh/).textContent).toContain('€4.44');
    expect(await violations()).toEqual([]);
  });

  it('says of how many CDRs its money is, and names people whatever its first row says', async () => {
    const mixed = [row('a', { driver: { hidden: true } }), row('b', { driver: 'Erika Muster' })];
    const some = { netOf: { shown: 1, all: 2 }, hasPeople: true };
    shell({ about, desk: open, properties, sessions: list(mixed, some) });
    render(App);
    const grid = await screen.findByRole('grid');
    expect(within(grid).getByRole('columnheader', { name: 'Driver' })).toBeTruthy();
    expect(screen.getByText(/€4.44 for 1 of 2 CDRs/)).toBeTruthy();
  });

  it('that is not all there says so, and does not say that nothing was charged', async () => {
    const incomplete = { isIncomplete: true, completeFrom: '2026-11-12' };
    const answers = [list(rows, incomplete), list([], incomplete)];
    shell({ about, desk: open, properties, sessions: () => answers.shift() });
    render(App);
    await screen.findByRole('grid');
    const sentence = 'Incomplete: so far everything since 12 Nov 2026 is here.';
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(await violations()).toEqual([]);
    look({ period: '2026-10' });
    await vi.waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.queryByText(/Nothing was charged/)).toBeNull();
  });

  it('that was there before is shown at once, and goes where nothing newer comes', async () => {
    let answer: () => unknown = () => list(rows);
    shell({ about, desk: open, properties, sessions: () => answer(), overview: overview() });
    render(App);
    await screen.findByRole('grid');
    await userEvent.click(screen.getByRole('link', { name: 'Overview' }));
    await vi.waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
    let refuse: ((why: unknown) => void) | undefined;
    answer = () => new Promise((_, failed) => (refuse = failed));
    await userEvent.click(screen.getByRole('link', { name: 'Sessions' }));
    expect(within(await screen.findByRole('grid')).getAllByText('3:05')).toHaveLength(2);
    // it is asked anew when what was there is painted
    await vi.waitFor(() => expect(refuse).toBeDefined());
    refuse?.({ code: 'not_now', messageKey: 'failure.database', details: null });
    expect((await screen.findByRole('alert')).textContent).toContain('database did not answer');
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('leads out of a failure', async () => {
    let call = 0;
    shell({
      about,
      desk: open,
      properties,
      sessions: () => {
        call += 1;
        const failure = { code: 'not_now', messageKey: 'failure.database', details: null };
        return call === 1 ? Promise.reject(failure) : list(rows);
      },
    });
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('database did not answer');
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
  });

  it('is asked for by filters that stand in the address', async () => {
    const asked: SessionFilter[] = [];
    shell({
      about,
      desk: open,
      properties,
      sessions: ({ filter }: Asked) => {
        asked.push(filter);
        return list(rows);
      },
    });
    render(App);
    await screen.findByRole('grid');
    await userEvent.selectOptions(screen.getByLabelText('Price'), 'differs');
    await userEvent.click(screen.getByRole('button', { name: 'Property: All properties' }));
    const choices = await screen.findByRole('listbox', { hidden: true });
    await userEvent.click(within(choices).getByText('Ahornweg 7'));
    await userEvent.click(await screen.findByRole('button', { name: /^Net/ }));
    await vi.waitFor(() =>
      expect(asked.at(-1)).toMatchObject({
        from: '2026-11-01',
        to: '2026-11-30',
        price: 'different',
        property: 'muster/ahornweg-7',
        order: 'net',
        isAscending: false,
      }),
    );
    expect(address().filters).toEqual({ price: 'different', sort: 'net' });
    await userEvent.click(await screen.findByRole('button', { name: /^Net/ }));
    await vi.waitFor(() => expect(asked.at(-1)?.isAscending).toBe(true));
  });

  it('is of one charge point for who came from it, says of which, and lets go of it', async () => {
    const asked: (string | null)[] = [];
    shell({
      about,
      desk: open,
      properties,
      sessions: ({ filter }: Asked) => {
        asked.push(filter.evse);
        return filter.evse ? list([row('a', { evse: 'DE*VLT*E1' })]) : list(rows);
      },
    });
    look({ filters: { evse: 'DE-VLT/E1' } });
    render(App);
    const all = await screen.findByTitle('Show all charge points again');
    await vi.waitFor(() => expect(all.textContent).toContain('DE*VLT*E1'));
    expect(asked).toEqual(['DE-VLT/E1']);
    expect(await violations()).toEqual([]);
    await userEvent.click(all);
    await vi.waitFor(() => expect(asked.at(-1)).toBeNull());
    expect(location.hash).not.toContain('evse');
    expect(screen.queryByTitle('Show all charge points again')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it('begins with the first property for who sees one at a time', async () => {
    shell({
      about,
      desk: oneByOne,
      properties,
      sessions: ({ filter }: Asked) =>
        filter.property === null ? list([], { wantsProperty: true }) : list(rows),
    });
    render(App);
    await screen.findByRole('grid');
    await userEvent.click(screen.getByRole('button', { name: 'Property: Ahornweg 7' }));
    const choices = within(await screen.findByRole('listbox', { hidden: true })).getAllByRole('option', {
      hidden: true,
    });
    expect(choices.map(({ textContent }) => textContent)).toEqual(['Ahornweg 7', 'No property']);
    expect(choices[0]?.getAttribute('aria-selected')).toBe('true');
  });

  it('has the columns that somebody chooses, next time too, and takes those along', async () => {
    const taken: unknown[] = [];
    const answers = {
      about,
      desk: open,
      properties,
      sessions: list(rows),
      export_sessions: ({ columns }: { columns: unknown }) => {
        taken.push(columns);
        return { file: 'there.csv' };
      },
    };
    shell(answers);
    render(App);
    const titles = async () => {
      const grid = await screen.findByRole('grid');
      return within(grid)
        .getAllByRole('columnheader')
        .map((title) => title.textContent.trim());
    };
    expect(await titles()).toContain('User group');
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByLabelText('User group'));
    await userEvent.click(screen.getByLabelText('Gross'));
    expect(await violations()).toEqual([]);
    const chosen = [
      'Started ↓',
      'Charge point',
      'Property',
      'Duration',
      'kWh',
      'Net, €',
      'Gross, €',
      'Price',
      'State',
    ];
    expect(await titles()).toEqual(chosen);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Export' }));
    await screen.findByText('Saved as there.csv');
    cleanup();
    clearMocks();
    shell(answers);
    render(App);
    expect(await titles()).toEqual(chosen);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByText('Usual columns'));
    expect(await titles()).toContain('User group');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Export' }));
    await vi.waitFor(() => expect(taken).toHaveLength(2));
    expect(taken[0]).toEqual([
      'started',
      'evse',
      'property',
      'duration',
      'energy',
      'net',
      'gross',
      'price',
      'state',
    ]);
    // who chose nothing takes all that is open to them
    expect(taken[1]).toContain('ended');
    expect(taken[1]).not.toContain('driver');
  });

  it('has lower rows where somebody wants them, and stays where it was', async () => {
    const answers = { about, desk: open, properties, sessions: list(rows, { rows: 100 }) };
    shell(answers);
    render(App);
    const grid = await screen.findByRole('grid');
    const tall = (of: HTMLElement) => of.querySelector<HTMLElement>('.all')?.style.height;
    expect(tall(grid)).toBe('3200px');
    grid.scrollTop = 320;
    await fireEvent.scroll(grid);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByLabelText('Compact rows'));
    expect(tall(grid)).toBe('2600px');
    expect(grid.scrollTop).toBe(260);
    expect(document.documentElement.dataset.rows).toBe('compact');
    expect(localStorage.getItem('rows')).toBe('compact');
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByLabelText('Compact rows'));
    expect(tall(grid)).toBe('3200px');
    expect(grid.scrollTop).toBe(320);
    expect(document.documentElement.dataset.rows).toBeUndefined();
    expect(localStorage.getItem('rows')).toBeNull();
  });

  it('leads out of filters that nothing matches', async () => {
    look({ filters: { q: 'nothing' } });
    shell({
      about,
      desk: open,
      properties,
      sessions: ({ filter }: Asked) => list(filter.text ? [] : rows),
    });
    render(App);
    await userEvent.click(await screen.findByRole('button', { name: 'Show all of them' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
    const box = screen.getByRole<HTMLInputElement>('searchbox');
    expect(box.value).toBe('');
    look({ filters: { q: 'nothing' } });
    await vi.waitFor(() => expect(box.value).toBe('nothing'));
    look({ filters: {} });
    await vi.waitFor(() => expect(box.value).toBe(''));
  });

  it('says why there is none, and asks again', async () => {
    let call = 0;
    shell({
      about,
      desk: open,
      properties,
      sessions: () =>
        (call += 1) === 1
          ? Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null })
          : list(rows),
    });
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('did not answer');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
  });

  it('says why its properties are not there, and is there once they are', async () => {
    let fails = true;
    shell({
      about,
      desk: oneByOne,
      properties: () =>
        fails
          ? Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null })
          : properties,
      sessions: ({ filter }: Asked) =>
        filter.property === null ? list([], { wantsProperty: true }) : list(rows),
    });
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('database did not answer');
    expect(screen.queryByText(/Nothing was charged/)).toBeNull();
    expect(await violations()).toEqual([]);
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
  });

  it('is there once the first property has come', async () => {
    let known: typeof properties = [];
    const { changed } = shell({
      about,
      desk: () => oneByOne,
      properties: () => known,
      sessions: ({ filter }: Asked) =>
        filter.property === null ? list([], { wantsProperty: true }) : list(rows),
    });
    render(App);
    await screen.findByText(/Nothing was charged/);
    known = properties;
    changed();
    expect(await screen.findByRole('grid')).toBeTruthy();
  });

  it('leaves the keys where they are while it is sorted and filtered, and begins at its top', async () => {
    const all = (by: string) =>
      Array.from({ length: 300 }, (_, at) => row(`${by}${at}`, { evse: `${by}-${at}` }));
    shell({
      about,
      desk: open,
      properties,
      sessions: ({ filter, page }: Asked) =>
        list(all(filter.order).slice(page.skip, page.skip + page.take), { rows: 300 }),
    });
    render(App);
    const grid = await screen.findByRole('grid');
    await screen.findByText('started-0');
    const head = screen.getByRole('button', { name: /^kWh/ });
    head.focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('energy-0')).toBeTruthy();
    expect(document.activeElement).toBe(head);
    grid.scrollTop = 200 * 32;
    await fireEvent.scroll(grid);
    await screen.findByText('energy-200');
    // what was there before is at its top again, too
    await userEvent.click(screen.getByRole('button', { name: /^Started/ }));
    expect(grid.scrollTop).toBe(0);
    await fireEvent.scroll(grid);
    expect(await screen.findByText('started-0')).toBeTruthy();
    const price = screen.getByLabelText('Price');
    price.focus();
    await fireEvent.change(price, { target: { value: 'different' } });
    await vi.waitFor(() => expect(address().filters['price']).toBe('different'));
    await screen.findByText(/300 sessions/);
    expect(document.activeElement).toBe(price);
    expect(screen.getByRole('grid')).toBe(grid);
  });

  it('has each of two million rows in full where the keys lead to it', async () => {
    const tall = vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    const N = 2_000_000;
    shell({
      about,
      desk: open,
      properties,
      sessions: ({ page }: Asked) =>
        list(
          Array.from({ length: Math.min(page.take, N - page.skip) }, (_, at) => row(`r${page.skip + at}`)),
          { rows: N },
        ),
    });
    render(App);
    const grid = await screen.findByRole('grid');
    grid.focus();
    const inSight = async (keys: string, number: number, height = 600) => {
      await userEvent.keyboard(keys);
      await fireEvent.scroll(grid);
      if (height < grid.clientHeight) {
        tall.mockReturnValue(height);
        await resized(grid);
        await fireEvent.scroll(grid);
      }
      const here = within(grid).getByRole('row', { selected: true });
      expect(here.getAttribute('aria-rowindex')).toBe(String(number + 1)); // the head is the first
      const [, moved] = /translateY\((.*)px\)/.exec(here.parentElement?.style.transform ?? '') ?? [];
      const before = [...(here.parentElement?.children ?? [])].indexOf(here) * 32;
      const top = Number(moved) + before - grid.scrollTop;
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + 32).toBeLessThanOrEqual(height - 33);
    };
    await inSight('{End}', N);
    await inSight('{PageUp}{PageUp}{PageUp}', N - 3 * 17);
    await inSight('{PageDown}', N - 2 * 17);
    await inSight('{Home}', 1);
    await inSight('{PageDown}{PageDown}', 1 + 2 * 17);
    // also where something comes to stand below
    await inSight('{End}', N, 560);
    tall.mockRestore();
  });

  it('says where it was saved, until another one is looked at after that', async () => {
    let saved: ((what: unknown) => void) | undefined;
    shell({
      about,
      desk: () => open,
      properties,
      sessions: list(rows),
      export_sessions: () => new Promise((done) => (saved = done)),
    });
    render(App);
    await screen.findByRole('grid');
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    // its file says of what it is, and whoever waits for it is somewhere
    look({ period: '2026-10' });
    saved?.({ file: 'november.csv' });
    await screen.findByText('Saved as november.csv');
    look({ period: '2026-09' });
    await vi.waitFor(() => expect(screen.queryByText(/^Saved as/)).toBeNull());
  });

  it('keeps its rows while the newest ones come', async () => {
    let now = rows;
    const { changed } = shell({
      about,
      desk: () => open,
      properties,
      sessions: () => list(now),
    });
    render(App);
    await screen.findByRole('grid');
    const chosen = () => screen.getByRole('row', { selected: true }).textContent;
    screen.getByRole('grid').focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(chosen()).toContain('DE*VLT*E2');
    now = [row('d', { evse: 'DE*VLT*E9' }), ...rows];
    changed();
    expect(screen.getByText('DE*VLT*E2')).toBeTruthy();
    expect(await screen.findByText('DE*VLT*E9')).toBeTruthy();
    await vi.waitFor(() => expect(chosen()).toContain('DE*VLT*E2'));
  });
});

describe('a session in full', () => {
  it('is opened and left by keyboard alone, and says why it cost that', async () => {
    shell({
      about,
      desk: open,
      properties,
      sessions: list(rows),
      session: ({ id }: { id: string }) => inFull(rows.find((one) => one.id === id) ?? row(id)),
    });
    render(App);
    const grid = await screen.findByRole('grid');
    grid.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    const drawer = await screen.findByRole('complementary', { name: 'Session' });
    expect(await within(drawer).findByRole('heading', { name: 'DE*VLT*E2' })).toBeTruthy();
    expect(within(drawer).getByText(/charged €0.50 more than the tariff says/).textContent).toContain(
      'The price of energy differs',
    );
    expect(within(drawer).getByText('11.25 kWh × €0.35')).toBeTruthy();
    expect(within(drawer).queryByText('Driver')).toBeNull();
    expect(address().filters['open']).toBe('b');
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary', { name: 'Session' })).toBeNull();
  });

  it('stays beside the list while it is pinned, and on this machine', async () => {
    const answers = {
      about,
      desk: open,
      properties,
      sessions: list(rows),
      session: ({ id }: { id: string }) => inFull(rows.find((one) => one.id === id) ?? row(id)),
    };
    look({ filters: { open: 'a' } });
    shell(answers);
    render(App);
    const grid = await screen.findByRole('grid');
    const drawer = await screen.findByRole('complementary', { name: 'Session' });
    const button = () => screen.getByRole('button', { name: 'Pin' });
    expect(button().getAttribute('aria-pressed')).toBe('false');
    await userEvent.click(button());
    expect(button().getAttribute('aria-pressed')).toBe('true');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(within(grid).getByText('DE*VLT*E2'));
    expect(await within(drawer).findByRole('heading', { name: 'DE*VLT*E2' })).toBeTruthy();
    expect(screen.getAllByRole('complementary', { name: 'Session' })).toEqual([drawer]);
    expect(await violations()).toEqual([]);
    expect(localStorage.getItem('drawer')).toBe('pinned');

    // it is there before anything is chosen, and then shows whatever the keys come to
    look({ filters: {} });
    expect(await within(drawer).findByText('Choose a session in the list to see it here.')).toBeTruthy();
    expect(await violations()).toEqual([]);
    grid.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await within(drawer).findByRole('heading', { level: 2 })).toBeTruthy();

    await userEvent.click(within(drawer).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('complementary', { name: 'Session' })).toBeNull();
    expect(localStorage.getItem('drawer')).toBeNull();
  });

  it('has each of two periods that began in one minute', async () => {
    const at = (seconds: string) => ({
      startedAt: `2026-11-03T18:12:${seconds}+01:00`,
      offset: 0,
      minutes: 0,
      energy: 10,
      isParking: false,
    });
    const two = [at('00'), at('20')];
    look({ filters: { open: 'a' } });
    shell({
      about,
      desk: open,
      properties,
      sessions: list(rows),
      session: inFull(row('a'), { periods: two, stretches: two }),
    });
    render(App);
    const drawer = await screen.findByRole('complementary', { name: 'Session' });
    await vi.waitFor(() => expect(within(drawer).getAllByText('18:12')).toHaveLength(2));
  });

  it('says of a price that differs in VAT alone that its net agrees, and of no difference', async () => {
    const one = row('a', { price: 'different' });
    look({ filters: { open: 'a' } });
    shell({
      about,
      desk: open,
      properties,
      sessions: list([one]),
      session: inFull(one, { ourNet: 44_375, netDifference: 0, priceReason: 'vat' }),
    });
    render(App);
    const said = await screen.findByText('The net agrees; the VAT differs.');
    expect(said.textContent.trim()).toBe('The net agrees; the VAT differs.');
  });

  it('shows what the CPMS wrote as text', async () => {
    look({ filters: { open: 'a' } });
    shell({ about, desk: open, properties, sessions: list(rows), session: inFull(row('a')) });
    render(App);
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });

  it('says that it is not there, whatever the reason', async () => {
    look({ filters: { open: 'elsewhere' } });
    shell({ about, desk: open, properties, sessions: list(rows), session: () => null });
    render(App);
    expect(await screen.findByText('It is not there any more, or not for you.')).toBeTruthy();
  });
});
