import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { NamedPoint, View } from '../../bindings';
import { keyboard } from '../../lib/keyboard.svelte';
import {
  about,
  anna,
  chargePoints,
  desk,
  eachByItself,
  overview,
  shell,
  site,
  sites,
  violations,
} from '../../testing';

eachByItself();

const everywhere: View[] = ['overview', 'sites', 'charge-points', 'connection'];
const named = (name: string, change: Partial<NamedPoint> = {}): NamedPoint => ({
  key: `DE-MUS/${name}`,
  name,
  label: null,
  location: 'Ahornweg',
  property: 'muster/ahornweg-7',
  ...change,
});
const points = [
  named('DE*MUS*E1', { label: 'Left of the gate' }),
  named('DE*MUS*E2', { location: 'Cellar' }),
];

describe('the search', () => {
  const shows = async (change: Record<string, unknown> = {}, views = everywhere) => {
    const all = shell({
      about,
      desk: desk({ views }),
      overview: overview(),
      properties: [
        { key: 'muster/schillerplatz-11', label: 'Schillerplatz 11' },
        { key: 'muster/-', label: null },
      ],
      named_points: points,
      charge_points: chargePoints([]),
      sites: ({ property }: { property: string | null }) =>
        sites({ sites: [site(property ?? 'x', 'There')] }),
      ...change,
    });
    render(App);
    await screen.findByText('1,890 kWh');
    return all;
  };
  const found = () =>
    within(screen.getByRole('listbox'))
      .queryAllByRole('option')
      .map(({ textContent }) => textContent);
  const opened = async () => {
    await userEvent.keyboard('{Control>}k{/Control}');
    const box = await screen.findByRole('searchbox');
    await vi.waitFor(() => expect(document.activeElement).toBe(box));
  };
  const isClosed = () => vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  it('has a button that names its key, and finds what has a name', async () => {
    const { calls } = await shows();
    expect(calls).not.toContain('named_points');
    await userEvent.click(screen.getByRole('button', { name: 'Search Ctrl K' }));
    expect(await screen.findByRole('dialog', { name: 'Search' })).toBeTruthy();
    await vi.waitFor(() =>
      expect(found()).toEqual([
        'OverviewView',
        'SitesView',
        'Charge pointsView',
        'ConnectionView',
        'Schillerplatz 11Property',
        'No propertyProperty',
        'DE*MUS*E1Left of the gate · Ahornweg',
        'DE*MUS*E2Cellar',
      ]),
    );
    expect(screen.queryByText(/are searched/)).toBeNull();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await isClosed();
    expect(location.hash).toBe('#/overview');
  });

  it.each([
    ['conn', '#/connection'],
    ['charge po', '#/charge-points'],
    ['platz', '#/sites?property=muster%2Fschillerplatz-11'],
    ['mus*e2', '#/charge-points?property=muster%2Fahornweg-7&open=DE-MUS%2FDE*MUS*E2'],
    ['the GATE', '#/charge-points?property=muster%2Fahornweg-7&open=DE-MUS%2FDE*MUS*E1'],
  ])('leads by %s to %s', async (typed, hash) => {
    await shows();
    await opened();
    await vi.waitFor(() => expect(found()).toHaveLength(8));
    await userEvent.keyboard(typed);
    expect(found()).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    await isClosed();
    expect(location.hash).toBe(hash);
    // whoever was led to a charge point reads on in it
    const [, name] = /(open=|charge-points$)/.exec(hash) ?? [];
    const place =
      name === undefined
        ? screen.getByRole('main')
        : screen.getByRole('region', { name: name === 'open=' ? 'Charge point' : 'Charge points' });
    await vi.waitFor(() => expect(document.activeElement).toBe(place));
  });

  it('leads nowhere before somebody says where, and says where it finds nothing', async () => {
    await shows();
    await opened();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('dialog')).toBeTruthy();
    await userEvent.keyboard('gs?nowhere{Enter}');
    expect(screen.getByText('Nothing matches “gs?nowhere”.')).toBeTruthy();
    expect(location.hash).toBe('#/overview');
  });

  it('finds one of thousands', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => named(`DE*MUS*E${at}`));
    await shows({ named_points: many });
    await opened();
    await userEvent.keyboard('mus*e2718');
    await vi.waitFor(() => expect(found()).toEqual(['DE*MUS*E2718Ahornweg']));
  });

  it.each(['named_points', 'properties'])(
    'says that it still looks, or why it could not, where %s are not there',
    async (what) => {
      let fail: ((why: unknown) => void) | undefined;
      await shows({ [what]: () => new Promise((_, failed) => (fail = failed)) });
      await opened();
      await vi.waitFor(() => expect(fail).toBeDefined());
      await userEvent.keyboard('nowhere');
      const said = () => within(screen.getByRole('dialog')).getByRole('status').textContent;
      expect(said()).toBe('Searching …');
      fail?.({ code: 'not_now', messageKey: 'failure.database', details: null });
      await vi.waitFor(() => expect(said()).toContain('database did not answer'));
    },
  );

  it('asks for nothing that is not offered', async () => {
    const { calls } = await shows({}, ['overview', 'connection']);
    await opened();
    expect(found()).toEqual(['OverviewView', 'ConnectionView']);
    expect(calls).not.toContain('properties');
    expect(calls).not.toContain('named_points');
    await userEvent.keyboard('nowhere');
    expect(screen.getByText('Nothing matches “nowhere”.')).toBeTruthy();
  });

  it('goes with whoever was signed out by the shell, with all that it found', async () => {
    let state = desk({ views: everywhere });
    const { changed } = await shows({ desk: () => state, people: [anna] });
    await opened();
    await screen.findByText('Schillerplatz 11');
    state = desk({ person: null, views: [] });
    changed();
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy();
    expect(document.body.textContent).not.toContain('Schillerplatz');
    expect(keyboard.isFinding).toBe(false);
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
