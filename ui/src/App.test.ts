import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from './App.svelte';
import { look } from './lib/address.svelte';
import { t } from './lib/i18n.svelte';
import { about, anna, connections, desk, eachByItself, overview, shell, violations } from './testing';

const system = { code: 'system', messageKey: 'failure.system', details: null };

eachByItself();

const none = desk({ profile: 'none', person: null });

describe('the frame', () => {
  it('shows the version that the command tells', async () => {
    shell({ about, desk: none });
    render(App);
    expect(await screen.findByText('Voltfolio 1.2.3')).toBeTruthy();
    expect(screen.getByTitle('Linux x86_64, WebKitGTK 2.50.6')).toBeTruthy();
  });

  it('leads out of a failure', async () => {
    let call = 0;
    shell({ about: () => ((call += 1) === 1 ? Promise.reject(system) : about), desk: none });
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('No figure depends on it');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Voltfolio 1.2.3')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each([
    ['a refusal in words', 'about not allowed'],
    ['an error of the page', new Error('no shell')],
  ])('has a sentence for %s', async (_, rejection) => {
    shell({ about: () => Promise.reject(rejection), desk: none });
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
  });

  it('speaks the other language, and keeps to it', async () => {
    shell({ about, desk: none });
    render(App);
    await userEvent.click(screen.getByRole('button', { name: 'Language and appearance' }));
    await userEvent.click(await screen.findByText('Deutsch'));
    expect(await screen.findByRole('heading', { name: 'Noch kein Profil' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('de');
    expect(localStorage.getItem('language')).toBe('de');
  });

  it('dresses in the other theme, and keeps to it', async () => {
    shell({ about, desk: none });
    render(App);
    await userEvent.click(screen.getByRole('button', { name: 'Language and appearance' }));
    await userEvent.click(await screen.findByText('Dark'));
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(localStorage.getItem('theme')).toBe('dark');
  });
});

describe('a page that is told of a change', () => {
  const asks = (calls: string[], of: string) => calls.filter((call) => call === of).length;

  it('asks how a sync stands where one begins, and for figures where they may be others', async () => {
    const { calls, changed } = shell({ about, desk: desk(), overview: overview() });
    render(App);
    await screen.findByText('1,890 kWh');
    const before = calls.length;
    changed('desk');
    await vi.waitFor(() => expect(asks(calls, 'desk')).toBe(1));
    changed('figures');
    await vi.waitFor(() => expect(calls.slice(before)).toEqual(['desk', 'desk', 'overview']));
  });

  it('asks once for a view that somebody turns to afterwards', async () => {
    const { calls, changed } = shell({
      about,
      desk: desk({ views: ['overview', 'connection'] }),
      overview: overview(),
      connections: connections(),
    });
    render(App);
    await screen.findByText('1,890 kWh');
    changed();
    await vi.waitFor(() => expect(asks(calls, 'overview')).toBe(2));
    look({ view: 'connection' });
    expect(await screen.findByText(t('connection.none'))).toBeTruthy();
    expect(asks(calls, 'connections')).toBe(1);
  });
});

describe('a window that is open at midnight', () => {
  it('is on the next day a minute later, also where nothing comes', async () => {
    vi.useFakeTimers({
      toFake: ['Date', 'setInterval', 'clearInterval'],
      now: new Date(2026, 10, 30, 23, 59),
    });
    let today = '2026-11-30';
    const { calls } = shell({ about, desk: () => desk({ today }), overview: overview() });
    const { unmount } = render(App);
    await screen.findByRole('heading', { name: 'Overview: November 2026' });
    const asked = calls.length;
    vi.advanceTimersByTime(59_000);
    expect(calls).toHaveLength(asked);
    today = '2026-12-01';
    vi.advanceTimersByTime(60_000);
    expect(await screen.findByRole('heading', { name: 'Overview: December 2026' })).toBeTruthy();
    unmount();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe('a window that nobody can see', () => {
  it('asks for nothing, and for what came meanwhile when somebody can again', async () => {
    const isHidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false);
    const turn = (hidden: boolean) => {
      isHidden.mockReturnValue(hidden);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const seen: unknown[] = [];
    const { calls, changed } = shell({
      about,
      desk: desk(),
      overview: overview(),
      be_seen: (given: unknown) => (seen.push(given), desk()),
    });
    render(App);
    await screen.findByText('1,890 kWh');
    const asked = () => calls.filter((call) => call === 'overview' || call === 'desk').length;
    const before = asked();
    turn(true);
    changed();
    await vi.waitFor(() => expect(seen).toEqual([{ isSeen: false }]));
    expect(asked()).toBe(before);
    turn(false);
    await vi.waitFor(() => expect(asked()).toBe(before + 2));
    expect(seen).toEqual([{ isSeen: false }, { isSeen: true }]);
    // nothing has changed since
    turn(true);
    turn(false);
    await vi.waitFor(() => expect(seen).toHaveLength(4));
    expect(asked()).toBe(before + 2);
    isHidden.mockRestore();
  });
});

describe('before anybody looks', () => {
  it('says how to make the first profile, and lets look around', async () => {
    const { calls } = shell({
      about,
      desk: none,
      open_sample: desk({ isSample: true }),
      overview: overview(),
    });
    render(App);
    expect(await screen.findByRole('heading', { name: 'No profile yet' })).toBeTruthy();
    expect(screen.getByText(/^voltfolio setup --profile/)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Open the sample world' }));
    expect(await screen.findByText(/Sample world: made up/)).toBeTruthy();
    expect(calls).toContain('open_sample');
  });

  it('asks for the passphrase, and says when it is another', async () => {
    const locked = desk({ profile: 'locked', person: null });
    const passphrases: unknown[] = [];
    shell({
      about,
      desk: locked,
      unlock: (given: { passphrase: string }) => {
        passphrases.push(given.passphrase);
        return given.passphrase === 'right'
          ? desk()
          : Promise.reject({ ...system, messageKey: 'failure.passphrase' });
      },
      overview: overview(),
    });
    render(App);
    const field = await screen.findByLabelText('Passphrase');
    expect(await violations()).toEqual([]);
    await userEvent.type(field, 'wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('does not open the profile');
    expect((field as HTMLInputElement).value).toBe('');
    await userEvent.type(field, 'right{Enter}');
    expect(await screen.findByText('1,890 kWh')).toBeTruthy();
    expect(passphrases).toEqual(['wrong', 'right']);
  });

  it('says why the profile can’t be opened', async () => {
    shell({ about, desk: desk({ profile: 'failed', failure: 'failure.newer', person: null }) });
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('newer Voltfolio');
  });

  it('lets choose who looks', async () => {
    const people = [
      anna,
      {
        id: 'muster/carl',
        name: 'Carl <img onerror=alert(1)>',
        tenant: 'Hausverwaltung Muster',
        roles: ['auditor'],
      },
      { id: 'operator', name: null, tenant: null, roles: ['operator'] },
    ];
    const signed: unknown[] = [];
    shell({
      about,
      desk: desk({ person: null }),
      people,
      sign_in: (given: unknown) => (signed.push(given), desk()),
      overview: overview(),
    });
    render(App);
    const customer = await screen.findByRole('region', { name: 'Hausverwaltung Muster' });
    expect(within(customer).getByText('Property manager')).toBeTruthy();
    expect(within(customer).getByText('Carl <img onerror=alert(1)>')).toBeTruthy();
    expect(within(customer).getByText('auditor')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: /Anna Muster/ }));
    expect(await screen.findByText('1,890 kWh')).toBeTruthy();
    expect(signed).toEqual([{ person: 'muster/anna' }]);
  });
});
