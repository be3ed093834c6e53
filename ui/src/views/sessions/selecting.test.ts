import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { SessionFilter, SessionPage, SessionRow } from '../../bindings';
import { look } from '../../lib/address.svelte';
import { speak } from '../../lib/i18n.svelte';
import { pin } from '../../lib/pinned.svelte';
import { about, desk, eachByItself, inFull, list, row, shell, violations } from '../../testing';

type Asked = { filter: SessionFilter; page: SessionPage };

eachByItself();
beforeEach(() => {
  pin(false);
  look({ view: 'sessions', period: '2026-11' });
});

/** So many, each with its number as its charge point. */
const many = (n: number) => Array.from({ length: n }, (_, at) => row(`id-${at}`, { evse: `E${at}` }));
const part = (all: SessionRow[], { page }: Asked) =>
  list(all.slice(page.skip, page.skip + page.take), { rows: all.length, skipped: page.skip });

/** The list on screen, of rows that may change and of pages that may not come. */
async function shows(rows: SessionRow[] | ((asked: Asked) => unknown)) {
  const told = shell({
    about,
    desk: () => desk({ views: ['sessions'] }),
    properties: [],
    sessions: (asked: Asked) => (typeof rows === 'function' ? rows(asked) : part(rows, asked)),
    session: ({ id }: { id: string }) => inFull(row(id)),
  });
  render(App);
  const grid = await screen.findByRole('grid', { name: 'Sessions' });
  return { ...told, grid, user: userEvent.setup() };
}

const line = (evse: string) => screen.getByText(evse).closest<HTMLElement>('[role="row"]') as HTMLElement;
const selected = () =>
  screen.getAllByRole('row', { selected: true }).map((one) => /E\d+/.exec(one.textContent)?.[0]);
const foot = () => screen.queryByRole('button', { name: 'Clear' })?.closest('.selected')?.textContent.trim();

async function press(user: ReturnType<typeof userEvent.setup>, key: 'Control' | 'Shift', evse: string) {
  await user.keyboard(`{${key}>}`);
  await user.click(line(evse));
  await user.keyboard(`{/${key}}`);
}

describe('rows', () => {
  it('are selected one by one and up to one, by mouse, and a click means one alone', async () => {
    const { grid, user } = await shows(many(9));
    expect(grid.getAttribute('aria-multiselectable')).toBe('true');
    await press(user, 'Control', 'E1');
    expect(selected()).toEqual(['E1']);
    expect(foot()).toMatch(/^1 session · 11.3 kWh · €4.44/);
    await press(user, 'Control', 'E4');
    expect(selected()).toEqual(['E1', 'E4']);
    expect(await violations()).toEqual([]);
    await press(user, 'Control', 'E1');
    expect(selected()).toEqual(['E4']);
    await press(user, 'Control', 'E2');
    await press(user, 'Shift', 'E5');
    expect(selected()).toEqual(['E2', 'E3', 'E4', 'E5']);
    await press(user, 'Shift', 'E0');
    expect(selected()).toEqual(['E0', 'E1', 'E2']);
    expect(screen.queryByRole('complementary', { name: 'Session' })).toBeNull();
    await user.click(line('E3'));
    expect(selected()).toEqual(['E3']);
    expect(foot()).toBeUndefined();
    expect(await screen.findByRole('complementary', { name: 'Session' })).toBeTruthy();
    // what looks selected stays so beside the first that is
    await press(user, 'Control', 'E6');
    expect(selected()).toEqual(['E3', 'E6']);
  });

  it('are selected by keys, which go on from where they are', async () => {
    const { grid, user } = await shows(many(9));
    grid.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}');
    expect(selected()).toEqual(['E1', 'E2', 'E3']);
    await user.keyboard('{ArrowDown}{ArrowDown} ');
    expect(selected()).toEqual(['E1', 'E2', 'E3', 'E5']);
    const here = () => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
    expect(here()?.textContent).toContain('E5');
    await user.keyboard('{Control>} {/Control}{ArrowUp}');
    expect(selected()).toEqual(['E1', 'E2', 'E3']);
    expect(here()?.getAttribute('aria-selected')).toBe('false');
    expect(here()?.className).toContain('here');
    await user.keyboard('{Shift>}{Home}{/Shift}');
    expect(selected()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4']);
    await user.keyboard('{Control>}a{/Control}');
    expect(foot()).toMatch(/^9 sessions/);
  });

  it('go on being reached by keys after a click on one', async () => {
    const { user } = await shows(many(9));
    await user.click(line('E2'));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(selected()).toEqual(['E2', 'E3']);
  });

  it('are let go by Esc, and only then is the drawer closed', async () => {
    const { user } = await shows(many(9));
    await user.click(line('E2'));
    await screen.findByRole('complementary', { name: 'Session' });
    await press(user, 'Shift', 'E4');
    expect(foot()).toMatch(/^3 sessions/);
    await user.keyboard('{Escape}');
    expect(foot()).toBeUndefined();
    expect(screen.getByRole('complementary', { name: 'Session' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary', { name: 'Session' })).toBeNull();
  });

  it('stay selected while somebody leaves the drawer beside them', async () => {
    const { user } = await shows(many(9));
    await user.click(line('E2'));
    const drawer = await screen.findByRole('complementary', { name: 'Session' });
    await press(user, 'Shift', 'E4');
    within(drawer).getByRole('button', { name: 'Close' }).focus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary', { name: 'Session' })).toBeNull();
    expect(foot()).toMatch(/^3 sessions/);
  });

  it('are let go by a button, and the keys are the list’s again', async () => {
    const { grid, user } = await shows(many(9));
    await press(user, 'Control', 'E1');
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(foot()).toBeUndefined();
    expect(document.activeElement).toBe(grid);
  });

  it('are another list’s no longer', async () => {
    const { user } = await shows(many(9));
    await press(user, 'Control', 'E1');
    await user.selectOptions(screen.getByLabelText('State'), 'billed');
    await vi.waitFor(() => expect(foot()).toBeUndefined());
    await screen.findByText('E1');
    await press(user, 'Control', 'E1');
    await user.click(screen.getByRole('button', { name: /^Duration/ }));
    await vi.waitFor(() => expect(foot()).toBeUndefined());
  });
});

describe('a range', () => {
  it('reaches over rows that have not come yet', async () => {
    const asked: number[] = [];
    const rows = many(450);
    const { grid, user } = await shows((one) => {
      asked.push(one.page.skip);
      return part(rows, one);
    });
    grid.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Shift>}{End}{/Shift}');
    await vi.waitFor(() => expect(foot()).toMatch(/^449 sessions · 5,051.3 kWh · €1,992.44/));
    expect(asked.toSorted((a, b) => a - b)).toEqual([0, 100, 200, 300, 400]);
  });

  it('that does not come says so, and what was selected stays', async () => {
    const rows = many(450);
    const { user } = await shows((one) =>
      one.page.skip === 200 ? Promise.reject(new Error('no')) : part(rows, one),
    );
    await press(user, 'Control', 'E1');
    await press(user, 'Control', 'E3');
    await user.keyboard('{Shift>}{End}{/Shift}');
    expect(await screen.findByText('Not all of these rows have come. Select them again.')).toBeTruthy();
    expect(selected()).toEqual(['E1', 'E3']);
    await user.keyboard('{Escape}');
    expect(screen.queryByText(/Not all of these rows/)).toBeNull();
  });

  it.each([
    ['en', 'At most 1,000 sessions can be selected at once. Export takes all of them.', /^1,000 sessions/],
    ['de', /^Höchstens 1\.000 Ladevorgänge lassen sich auf einmal auswählen/, undefined],
  ] as const)('of more than can be selected says so, in %s', async (language, sentence, sum) => {
    const rows = many(1_200);
    const { grid, user } = await shows(rows);
    speak(language);
    grid.focus();
    await user.keyboard('{Control>}a{/Control}');
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(foot()).toBeUndefined();
    if (!sum) return;
    await user.keyboard('{ArrowDown}{Shift>}{End}{/Shift}');
    await vi.waitFor(() => expect(foot()).toMatch(sum));
    expect(screen.getByText(sentence)).toBeTruthy();
    await user.keyboard('{Shift>}{Home}{/Shift}');
    expect(foot()).toMatch(/^1 session /);
    expect(screen.queryByText(sentence)).toBeNull();
  });
});

describe('a selection', () => {
  it('stays through what comes, with its newest figures, and loses what is gone', async () => {
    let rows = many(9);
    const { user, changed } = await shows((one) => part(rows, one));
    await press(user, 'Control', 'E1');
    await press(user, 'Control', 'E3');
    expect(foot()).toMatch(/^2 sessions · 22.5 kWh/);
    rows = [row('new', { evse: 'E999' }), ...rows.filter(({ id }) => id !== 'id-3')];
    rows = rows.map((one) => (one.id === 'id-1' ? row('id-1', { evse: 'E1', energy: 20_000 }) : one));
    changed();
    await screen.findByText('E999');
    await vi.waitFor(() => expect(foot()).toMatch(/^1 session · 20.0 kWh/));
    expect(selected()).toEqual(['E1']);
  });

  it('out of sight is looked for, too', async () => {
    let rows = many(1_000);
    const { grid, user, changed, calls } = await shows((one) => part(rows, one));
    grid.focus();
    await user.keyboard('{ArrowDown}{Shift>}{End}{/Shift}');
    await vi.waitFor(() => expect(foot()).toMatch(/^1,000 sessions/));
    const before = calls.length;
    rows = [...many(3).map((one) => ({ ...one, id: `new-${one.id}` })), ...rows];
    rows = rows.filter(({ id }) => id !== 'id-500' && id !== 'id-999');
    changed();
    await vi.waitFor(() => expect(foot()).toMatch(/^998 sessions/));
    expect(calls.length).toBeGreaterThan(before);
  });
});

describe('what is selected', () => {
  it('says of how many CDRs its cost is, in each currency', async () => {
    const { user } = await shows([
      row('a', { evse: 'E0' }),
      row('b', { evse: 'E1', currency: 'CHF', net: 100_000 }),
      row('c', { evse: 'E2', net: { hidden: true } }),
      row('d', { evse: 'E3', state: 'running', endedAt: null, net: null, price: null }),
    ]);
    await press(user, 'Control', 'E0');
    await press(user, 'Shift', 'E3');
    expect(foot()).toMatch(
      /^4 sessions · 33.8 kWh · CHF\s10.00 \+ €4.44 for 2 of 3 CDRs · 1 not ended, energy not counted yet/,
    );
  });
});

describe('a copy', () => {
  /** What Ctrl C gives, or nothing where the web view's own copy goes on. */
  async function copied(from: Element = document.body): Promise<string | undefined> {
    let given: string | undefined;
    const clipboardData = { setData: (_: string, text: string) => (given = text) };
    const goesOn = await fireEvent.copy(from, { clipboardData });
    return goesOn ? undefined : given;
  }
  const lines = (text: string | undefined) => text?.split('\n').map((line) => line.split('\t')[1]);

  it('is of the selected rows in the order of the list, or of the one where the keys are', async () => {
    const { grid, user } = await shows(many(9));
    grid.focus();
    expect(await copied()).toBeUndefined();
    await user.keyboard('{ArrowDown}');
    expect(lines(await copied())).toEqual(['Charge point', 'E0']);
    expect(screen.getByText('1 session copied').closest('.sr-only')).toBeTruthy();
    await press(user, 'Control', 'E4');
    expect(screen.queryByText('1 session copied')).toBeNull();
    await press(user, 'Control', 'E2');
    expect(lines(await copied(grid))).toEqual(['Charge point', 'E0', 'E2', 'E4']);
    expect(screen.getByText('3 sessions copied').getAttribute('role')).toBe('status');
    expect(screen.getByText('3 sessions copied').closest('.sr-only')).toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('of text that somebody selected, or from elsewhere, is the web view’s own', async () => {
    const { grid, user } = await shows(many(9));
    await press(user, 'Control', 'E1');
    getSelection()?.selectAllChildren(line('E3'));
    expect(await copied(grid)).toBeUndefined();
    // rows selected after that are what is meant
    await press(user, 'Control', 'E2');
    expect(lines(await copied(grid))).toEqual(['Charge point', 'E1', 'E2']);
    screen.getByRole('searchbox').focus();
    expect(await copied()).toBeUndefined();
  });

  it('is had by a button, and says where it got nowhere', async () => {
    const { user } = await shows(many(9));
    await press(user, 'Control', 'E1');
    const button = screen.getByRole('button', { name: 'Copy' });
    let given = '';
    document.execCommand = () => {
      const clipboardData = { setData: (_: string, text: string) => (given = text) };
      void fireEvent.copy(document.body, { clipboardData });
      return true;
    };
    await user.click(button);
    expect(await screen.findByText('1 session copied')).toBeTruthy();
    expect(lines(given)).toEqual(['Charge point', 'E1']);
    document.execCommand = () => false;
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
    await user.click(button);
    expect(
      await screen.findByText('The clipboard can’t be reached from here. Press Ctrl C in the list.'),
    ).toBeTruthy();
  });
});
