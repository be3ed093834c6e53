import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { DeskState, Person } from '../../bindings';
import { speak } from '../../lib/i18n.svelte';
import {
  about,
  anna,
  connection,
  connections,
  desk,
  eachByItself,
  inside,
  shell,
  sync,
  violations,
} from '../../testing';

eachByItself();

const operator: Person = { id: 'operator', name: null, tenant: null, roles: ['operator'] };
const views: DeskState['views'] = ['overview', 'connection'];
const failing = sync({ failure: 'sync.unreachable', failingSince: '2026-11-27T08:00:00Z' });
const running = sync({ isRunning: true });

async function shows(answers: Record<string, unknown>, state: Partial<DeskState> = {}): Promise<string[]> {
  const { calls } = shell({ about, desk: desk({ views, ...state }), ...answers });
  location.hash = '#/connection';
  dispatchEvent(new HashChangeEvent('hashchange'));
  render(App);
  await screen.findByRole('heading', { name: 'Connection' });
  await vi.waitFor(() => expect(screen.queryByText(/^Asking how far/)).toBeNull());
  return calls;
}

const said = () => screen.getByRole('main').textContent.replace(/\s+/g, ' ');

describe('what a customer is told of a connection', () => {
  it('is back to when it is complete, without a count, and nothing to do', async () => {
    await shows({ connections: connections(connection()) });
    expect(said()).toContain('Complete back to 12 Mar 2025.');
    expect(said()).toContain('Figures of days before are incomplete');
    expect(said()).toContain('Connected.');
    for (const word of ['CDRs', 'Module', 'understood', 'cpms.example']) {
      expect(said(), word).not.toContain(word);
    }
    const buttons = within(screen.getByRole('main')).getAllByRole('button');
    expect(buttons.map(({ textContent }) => textContent)).toEqual(['Pause']);
    expect(await violations()).toEqual([]);
  });

  it('is that all is here, where it is', async () => {
    await shows({ connections: connections(connection({ isWhole: true })) });
    expect(said()).toContain('Complete: all that this CPMS had is here.');
  });

  it('is since when it can’t be reached, what is missing then, and what to do', async () => {
    const calls = await shows(
      { connections: connections(connection()), sync_now: desk({ views, sync: failing }) },
      { sync: failing },
    );
    expect(said()).toContain('The CPMS can’t be reached.');
    expect(said()).toMatch(/It has been so since 27 Nov 2026, \d\d:\d\d\./);
    expect(said()).toMatch(/What was charged after \d\d:\d\d is missing in all figures\./);
    expect(await violations()).toEqual([]);
    await userEvent.click(within(screen.getByRole('main')).getByRole('button', { name: 'Try again' }));
    expect(calls).toContain('sync_now');
  });

  it('is that it rests, where somebody had it paused, until they go on', async () => {
    const calls = await shows({
      connections: connections(connection()),
      pause_sync: ({ isPaused }: { isPaused: boolean }) => desk({ views, sync: sync({ isPaused }) }),
    });
    const main = within(screen.getByRole('main'));
    await userEvent.click(main.getByRole('button', { name: 'Pause' }));
    expect(said()).toContain('Paused: the CPMS is asked nothing until you go on.');
    expect(said()).toMatch(/What was charged after \d\d:\d\d is missing in all figures\./);
    const foot = screen.getByRole('complementary');
    expect(foot.textContent).toContain('Paused: nothing new comes until you go on.');
    expect(foot.textContent).not.toContain('live');
    expect(main.queryByRole('button', { name: 'Pause' })).toBeNull();
    expect(await violations()).toEqual([]);
    await userEvent.click(within(foot).getByRole('button', { name: 'Go on' }));
    expect(main.getByRole('button', { name: 'Pause' })).toBeTruthy();
    expect(calls.filter((call) => call === 'pause_sync')).toHaveLength(2);
  });

  it('is that there are no figures, where nothing has come', async () => {
    const never = connection({ asOf: null, completeFrom: null });
    await shows({ connections: connections(never) }, { sync: failing });
    expect(said()).toContain('Nothing has come from this CPMS yet.');
    expect(said()).toContain('So there are no figures yet.');
  });

  it('is that a sync is going on', async () => {
    const never = connection({ asOf: null, completeFrom: null });
    await shows({ connections: connections(never) }, { sync: running });
    expect(said()).toContain('The first sync is going on');
    cleanup();
    await shows({ connections: connections(connection()) }, { sync: running });
    expect(said()).toContain('Syncing. Figures change');
    expect(await violations()).toEqual([]);
  });

  it('is that they have nothing there, where they have nothing', async () => {
    await shows({ connections: connections() });
    expect(said()).toContain('None of your charge points is at a CPMS');
    expect(await violations()).toEqual([]);
  });

  it('is waited for, and asked for again after a failure', async () => {
    let call = 0;
    let answer: (() => void) | undefined;
    await shows({
      connections: () => {
        call += 1;
        if (call === 1) {
          return Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null });
        }
        return new Promise((done) => (answer = () => done(connections(connection()))));
      },
    });
    expect(within(screen.getByRole('main')).getByRole('alert').textContent).toContain('did not answer');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Asking how far the charging data is …')).toBeTruthy();
    expect(await violations()).toEqual([]);
    answer?.();
    expect(await screen.findByText(/Complete back to 12 Mar 2025/)).toBeTruthy();
  });

  it('is written in German as German', async () => {
    shell({ about, desk: desk({ views }), connections: connections(connection()) });
    speak('de');
    location.hash = '#/connection';
    dispatchEvent(new HashChangeEvent('hashchange'));
    render(App);
    expect(await screen.findByText(/Vollständig ab dem 12\. März 2025\./)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Verbindung' })).toBeTruthy();
  });
});

describe('what the operator is told of a connection', () => {
  const full = connections(connection({ inside: inside() }));

  it.each([
    [1, '1 record'],
    [2, '2 records'],
  ])('is, of a walk whose length is unknown, that it came to %d: %s', async (walked, words) => {
    const walk = { isBackfill: true, from: null, until: '2025-03-10T00:00:00Z', walked, total: null };
    const modules = inside().modules.map((module) => ({ ...module, walks: [walk] }));
    await shows(
      { connections: connections(connection({ inside: inside({ modules }) })) },
      { person: operator },
    );
    expect(screen.getByRole('row', { name: /CDRs 12 Mar 2025/ }).textContent).toMatch(
      new RegExp(`, ${words}\\b`),
    );
  });

  it('is also what came, how far each module is, and what was not understood', async () => {
    await shows({ connections: full }, { person: operator });
    expect(said()).toContain('https://cpms.example');
    expect(said()).toContain('Charge points that belong to nobody at present: 3.');
    expect(screen.getByText('10,250')).toBeTruthy();
    const modules = screen.getByRole('table', { name: 'How far each module is' });
    expect(within(modules).getByRole('row', { name: /Locations all of it/ })).toBeTruthy();
    const cdrs = within(modules).getByRole('row', { name: /CDRs 12 Mar 2025/ });
    expect(cdrs.textContent).toContain('2,000 of 4,711 records');
    const records = screen.getByRole('table', { name: 'Newest first' });
    const row = within(records).getByRole('row', { name: /not an instant/ });
    expect(row.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(row.textContent).toContain('start_date_time');
    // a reason that this page has no words for
    expect(within(records).getByText('of-another-release')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('is what came of reading it again', async () => {
    const fewer = inside({ quarantine: { records: 1, reasons: [], newest: [] } });
    const none = inside({ quarantine: { records: 0, reasons: [], newest: [] } });
    const answers = [fewer, none].map((inside) => connections(connection({ inside })));
    const calls = await shows({ connections: full, read_again: () => answers.shift() }, { person: operator });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/Read again: 1 still can’t be understood/)).toBeTruthy();
    expect(calls).toContain('read_again');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/Read again: all of them are understood now/)).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('is why they could not be read again', async () => {
    const busy = { code: 'not_now', messageKey: 'failure.busy', details: null };
    await shows({ connections: full, read_again: () => Promise.reject(busy) }, { person: operator });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Another Voltfolio is writing');
  });

  it('is how to begin, where there is no connection', async () => {
    await shows({ connections: connections() }, { person: operator });
    expect(said()).toContain('No CPMS is connected yet');
    expect(said()).not.toContain('None of your charge points');
  });

  it('is nothing of what they looked at before, once somebody else looks', async () => {
    await shows(
      {
        connections: full,
        sign_out: desk({ person: null, views: [] }),
        people: [anna],
        sign_in: desk({ views }),
      },
      { person: operator },
    );
    await userEvent.click(screen.getByRole('button', { name: /Signed in as/ }));
    await userEvent.click(await screen.findByText('Switch person'));
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy();
    expect(document.body.textContent).not.toContain('cpms.example');
    expect(location.hash).toBe('#/overview');
  });
});
