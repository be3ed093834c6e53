import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { ChargePoint, PointsAsked } from '../../bindings';
import { look } from '../../lib/address.svelte';
import { pin } from '../../lib/pinned.svelte';
import { about, chargePoints, desk, eachByItself, point, shell, violations } from '../../testing';

eachByItself();
beforeEach(() => {
  pin(false);
  Element.prototype.scrollIntoView = vi.fn();
});

const E1 = point('DE*MUS*E1', 'available');
const E2 = point('DE*MUS*E2', 'charging');

describe('a charge point that is open', () => {
  /** Of all there are so many are told as are asked for. */
  const shows = async (all: ChargePoint[], open?: ChargePoint, views = ['overview', 'charge-points']) => {
    const asked: PointsAsked[] = [];
    const told = { all };
    const { changed } = shell({
      about,
      desk: desk({ views: views as [] }),
      charge_points: ({ asked: wish }: { asked: PointsAsked }) => {
        asked.push(wish);
        const here = told.all.filter(({ property }) => [null, property].includes(wish.property));
        return {
          ...chargePoints(here.slice(0, wish.most)),
          all: here.length,
          opened: told.all.find(({ key }) => key === wish.opened) ?? null,
        };
      },
    });
    look({ view: 'charge-points', ...(open && { filters: { open: open.key } }) });
    render(App);
    await screen.findByRole('heading', { name: 'Charge points' });
    await vi.waitFor(() => expect(screen.queryByText('Loading charge points …')).toBeNull());
    return { asked, changed, told };
  };
  const drawer = () => screen.queryByRole('complementary', { name: 'Charge point' });
  const isOpen = async ({ name }: ChargePoint) =>
    vi.waitFor(() => expect(within(drawer() as HTMLElement).getByRole('heading', { name })).toBeTruthy());
  const link = ({ name }: ChargePoint) => screen.getByRole('link', { name });

  it('stands beside the list, day by day, and is the one marked in it', async () => {
    const days = E1.days.map((day, at) =>
      at === 28 ? { state: 'mixed', availability: 750, observed: 500 } : day,
    );
    const { asked } = await shows([point('DE*MUS*E1', 'available', { days }), E2]);
    await userEvent.click(link(E1));
    await isOpen(E1);
    const beside = within(drawer() as HTMLElement);
    // the latest first
    const [, today, yesterday] = beside.getAllByRole('row');
    expect(today?.textContent).toContain('Today');
    const cells = [...(yesterday?.children ?? [])].map(({ textContent }) => textContent.trim());
    expect(cells).toEqual(['27 Nov 2026', '75.0%', '50.0%']);
    // whoever may not list sessions is not led there
    expect(beside.queryByRole('link')).toBeNull();
    expect(screen.getByRole('row', { current: true }).textContent).toContain('DE*MUS*E1');
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(drawer()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('leads to its own sessions, and to none of another whose name begins alike', async () => {
    await shows([E1], E1, ['overview', 'charge-points', 'sessions']);
    await isOpen(E1);
    expect(screen.getByRole('link', { name: 'Its sessions, Nov 2026' }).getAttribute('href')).toBe(
      '#/sessions?property=muster%2Fahornweg-7&evse=DE-MUS%2FDE*MUS*E1',
    );
  });

  it('is there however far down it stands', async () => {
    const all = Array.from({ length: 150 }, (_, at) => point(`DE*MUS*E${at}`, 'available'));
    const last = all[149] as ChargePoint;
    const { asked } = await shows(all, last);
    await isOpen(last);
    expect(asked).toMatchObject([
      { most: 60, opened: null },
      { most: 60, opened: last.key },
    ]);
    // and after the list shows others
    look({ filters: { open: (all[148] as ChargePoint).key } });
    await isOpen(all[148] as ChargePoint);
  });

  it('comes into sight in the list', async () => {
    const reveal = vi.fn();
    Element.prototype.scrollIntoView = reveal;
    await shows([E1, E2], E2);
    await vi.waitFor(() => expect(reveal).toHaveBeenCalledOnce());
    expect(screen.getByRole('row', { current: true }).textContent).toContain('DE*MUS*E2');
  });

  it('stays while somebody looks at another time or place, and while others become worse', async () => {
    const many = Array.from({ length: 60 }, (_, at) => point(`DE*MUS*F${at}`, 'out_of_order'));
    const { changed, told, asked } = await shows([E1, E2], E1);
    const seen: (string | undefined)[] = [];
    const watch = new MutationObserver(() => seen.push(drawer()?.querySelector('h2')?.textContent));
    watch.observe(document.body, { childList: true, subtree: true });
    told.all = [...many, E1, E2];
    changed();
    await screen.findByText('DE*MUS*F9');
    look({ period: '2026-10' });
    look({ property: 'muster/elsewhere' });
    await screen.findByText('There is no charge point of yours here at present.');
    await isOpen(E1);
    watch.disconnect();
    expect(asked.length).toBeGreaterThan(2);
    expect(seen.filter((name) => name !== 'DE*MUS*E1')).toEqual([]);
  });

  it('says of which period its energy is while another one is asked about', async () => {
    let answer: ((points: unknown) => void) | undefined;
    const asked: PointsAsked[] = [];
    shell({
      about,
      desk: desk({ views: ['overview', 'charge-points'] }),
      charge_points: ({ asked: wish }: { asked: PointsAsked }) => {
        asked.push(wish);
        return asked.length === 1 ? chargePoints([E1]) : new Promise((done) => (answer = done));
      },
    });
    look({ view: 'charge-points', period: '2026-11', filters: { open: E1.key } });
    render(App);
    await isOpen(E1);
    look({ period: '2026-10' });
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    const beside = within(drawer() as HTMLElement);
    expect(beside.getByText('Energy, Nov 2026')).toBeTruthy();
    answer?.(chargePoints([E1]));
    expect(await beside.findByText('Energy, Oct 2026')).toBeTruthy();
  });

  it('is not said to be gone by a question that was overtaken', async () => {
    const answers: ((points: unknown) => void)[] = [];
    const { changed } = shell({
      about,
      desk: desk({ views: ['overview', 'charge-points'] }),
      charge_points: ({ asked: wish }: { asked: PointsAsked }) =>
        wish.opened === null ? chargePoints([E1]) : new Promise((done) => answers.push(done)),
    });
    look({ view: 'charge-points', filters: { open: E2.key } });
    render(App);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    changed();
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[0]?.({ ...chargePoints([E1]), opened: null });
    await tick();
    await tick();
    expect(screen.queryByText('It is not there any more, or not for you.')).toBeNull();
    answers[1]?.({ ...chargePoints([E1]), opened: E2 });
    await isOpen(E2);
  });

  it('is said to be gone once it is', async () => {
    const { changed, told } = await shows([E1, E2], E1);
    await isOpen(E1);
    told.all = [E2];
    changed();
    expect(await screen.findByText('It is not there any more, or not for you.')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('is asked to be chosen where none is and one is wanted', async () => {
    pin(true);
    await shows([E1, E2]);
    expect(screen.getByText('Choose a charge point in the list to see it here.')).toBeTruthy();
    await userEvent.click(link(E2));
    await isOpen(E2);
  });

  it('is read on in by whoever opened it by key, and closed leads back to where they came from', async () => {
    await shows([E1, E2]);
    link(E1).focus();
    await userEvent.keyboard('{Enter}');
    await isOpen(E1);
    const content = within(drawer() as HTMLElement).getByRole('region', { name: 'Charge point' });
    await vi.waitFor(() => expect(document.activeElement).toBe(content));
    link(E2).focus();
    await userEvent.keyboard('{Enter}');
    await isOpen(E2);
    await vi.waitFor(() => expect(document.activeElement).toBe(content));
    await userEvent.keyboard('{Escape}');
    expect(drawer()).toBeNull();
    expect(document.activeElement).toBe(link(E2));
  });

  it('leaves the keys where they are for whoever opened it with the mouse', async () => {
    await shows([E1, E2]);
    await userEvent.click(link(E1));
    await isOpen(E1);
    expect(document.activeElement).toBe(link(E1));
  });

  it('leads back into the list where what somebody came from is gone', async () => {
    const { changed, told } = await shows([E1, E2]);
    link(E1).focus();
    await userEvent.keyboard('{Enter}');
    await isOpen(E1);
    told.all = [E2];
    changed();
    await screen.findByText('It is not there any more, or not for you.');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Charge points' }));
  });
});
