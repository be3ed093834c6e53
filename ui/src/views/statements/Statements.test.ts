import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { Preview } from '../../bindings';
import { look } from '../../lib/address.svelte';
import { speak } from '../../lib/i18n.svelte';
import { about, desk, eachByItself, overview, shell, violations } from '../../testing';

/** What is told when the end of a list comes into sight. */
let reach: (() => void)[] = [];

eachByItself();
beforeEach(() => {
  reach = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(told: (entries: { isIntersecting: boolean }[]) => void) {
        reach.push(() => told([{ isIntersecting: true }]));
      }
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
});

function preview(skip: number, all: number, text = 'Charging statement'): Preview {
  const mark = (at: number) => ({
    kind: 'text' as const,
    x: 25_000,
    width: 40_000,
    y: 104_000,
    size: 16,
    weight: 'strong' as const,
    ink: 'ink' as const,
    text: `${text} ${at}`,
  });
  const line = {
    kind: 'line' as const,
    from: [5_000, 105_000] as [number, number],
    to: [8_000, 105_000] as [number, number],
    thickness: 150,
    ink: 'soft' as const,
  };
  const pages = Array.from({ length: Math.min(8, all - skip) }, (_, at) => ({
    marks: [mark(skip + at + 1), line],
  }));
  return { title: 'Statement', all, skipped: skip, pages } as unknown as Preview;
}

const properties = [
  { key: 'muster/ahornweg', label: 'Ahornweg 7' },
  { key: 'muster/schillerplatz', label: 'Schillerplatz 11' },
  { key: 'muster/-', label: null },
];

describe('statements', () => {
  const shows = async (answers: Record<string, unknown> = {}, hash = '#/statements?period=2026-10') => {
    const asked: unknown[] = [];
    const all = shell({
      about,
      desk: desk({ views: ['overview', 'sites', 'statements'] }),
      overview: overview(),
      properties,
      statement: (given: { skip: number }) => {
        asked.push(given);
        return preview(given.skip, 11);
      },
      ...answers,
    } as Parameters<typeof shell>[0]);
    location.hash = hash;
    dispatchEvent(new HashChangeEvent('hashchange'));
    render(App);
    await screen.findByRole('heading', { name: /^Statements: / });
    return { asked, ...all };
  };

  it('show the pages of the first property, and more of them as somebody goes on', async () => {
    const { asked } = await shows();
    await screen.findByRole('img', { name: 'Page 8 of 11' });
    expect(screen.getByText('11 pages')).toBeTruthy();
    expect(screen.getByText('Charging statement 1')).toBeTruthy();
    reach.at(-1)?.();
    await screen.findByRole('img', { name: 'Page 11 of 11' });
    expect(asked).toEqual([
      { asked: { unit: 'muster/ahornweg', month: '2026-10', written: 'en' }, skip: 0 },
      { asked: { unit: 'muster/ahornweg', month: '2026-10', written: 'en' }, skip: 8 },
    ]);
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Property: Ahornweg 7' }));
    const choices = within(await screen.findByRole('listbox', { hidden: true })).getAllByRole('option', {
      hidden: true,
    });
    expect(choices.map(({ textContent }) => textContent)).toEqual(['Ahornweg 7', 'Schillerplatz 11']);
  });

  it.each([
    ['en', '1 page'],
    ['de', '1 Seite'],
  ] as const)('of one page say so, in %s', async (language, said) => {
    speak(language);
    shell({
      about,
      desk: desk({ views: ['statements'] }),
      properties,
      statement: preview(0, 1),
    });
    look({ view: 'statements', period: '2026-10' });
    render(App);
    expect(await screen.findByText(said)).toBeTruthy();
  });

  it('are of another property, and in another language, for whoever chooses so', async () => {
    const { asked } = await shows();
    await screen.findByText('11 pages');
    await userEvent.click(screen.getByRole('button', { name: 'Property: Ahornweg 7' }));
    const choices = await screen.findByRole('listbox', { hidden: true });
    await userEvent.click(within(choices).getByText('Schillerplatz 11'));
    await userEvent.selectOptions(screen.getByLabelText('Language of the statement'), 'Deutsch');
    await vi.waitFor(() =>
      expect(asked.at(-1)).toEqual({
        asked: { unit: 'muster/schillerplatz', month: '2026-10', written: 'de' },
        skip: 0,
      }),
    );
    expect(location.hash).toContain('written=de');
  });

  it('are printed by the system once all pages are there', async () => {
    const printed = vi.fn(() => screen.getAllByRole('img').length);
    vi.stubGlobal('print', printed);
    await shows();
    await userEvent.click(await screen.findByRole('button', { name: 'Print …' }));
    await vi.waitFor(() => expect(printed).toHaveReturnedWith(11));
  });

  it('are not printed while a page is missing, and say so', async () => {
    const printed = vi.fn();
    vi.stubGlobal('print', printed);
    const system = { code: 'not_now', messageKey: 'failure.database', details: null };
    let refuses = true;
    await shows({
      statement: (given: { skip: number }) =>
        given.skip > 0 && refuses ? Promise.reject(system) : preview(given.skip, 11),
    });
    const button = await screen.findByRole('button', { name: 'Print …' });
    await userEvent.click(button);
    await screen.findByText(/^Nothing was printed: not all pages have come/);
    expect(screen.getByRole('alert').textContent).toContain('database did not answer');
    expect(screen.getAllByRole('img')).toHaveLength(8);
    expect(await violations()).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
    refuses = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('img', { name: 'Page 11 of 11' });
    expect(screen.queryByRole('alert')).toBeNull();
    await userEvent.click(button);
    await vi.waitFor(() => expect(printed).toHaveBeenCalledOnce());
    expect(screen.queryByText(/^Nothing was printed/)).toBeNull();
  });

  it('stay in sight where they can’t be read anew', async () => {
    let refuses = false;
    const { changed } = await shows({
      statement: (given: { skip: number }) =>
        refuses
          ? Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null })
          : preview(given.skip, 11),
    });
    await screen.findByRole('img', { name: 'Page 8 of 11' });
    refuses = true;
    changed();
    expect((await screen.findByRole('alert')).textContent).toContain('database did not answer');
    expect(screen.getByText('Charging statement 8')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('are saved, and say where, or why not', async () => {
    const answer = { file: '/home/anna/Downloads/Statement ahornweg 2026-10.pdf' };
    await shows({
      save_statement: () => {
        return answer;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Save as PDF' }));
    await screen.findByText('Saved as /home/anna/Downloads/Statement ahornweg 2026-10.pdf');
  });

  it('say where they were saved beside themselves alone', async () => {
    let saved: ((what: unknown) => void) | undefined;
    const { asked, changed } = await shows({
      save_statement: () => new Promise((done) => (saved = done)),
    });
    const save = async () => userEvent.click(await screen.findByRole('button', { name: 'Save as PDF' }));
    await save();
    await userEvent.click(screen.getByRole('button', { name: 'Earlier' }));
    await screen.findByRole('heading', { name: 'Statements: September 2026' });
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    saved?.({ file: 'october.pdf' });
    changed();
    await vi.waitFor(() => expect(asked).toHaveLength(3)); // what was answered before is here by now
    expect(screen.queryByText(/^Saved as/)).toBeNull();
    await save();
    saved?.({ file: 'september.pdf' });
    expect(await screen.findByText('Saved as september.pdf')).toBeTruthy();
  });

  it('are of a month: of a year they say so, and lead to its last one', async () => {
    await shows({}, '#/statements?period=2025');
    await screen.findByText('A statement is of one month. Choose one:');
    await userEvent.click(screen.getByRole('button', { name: 'December 2025' }));
    await screen.findByText('11 pages');
    expect(await violations()).toEqual([]);
  });

  it('say of a month that goes on that it does', async () => {
    await shows({}, '#/statements');
    await screen.findByText(/November 2026 is not over yet/);
    await userEvent.click(screen.getByRole('link', { name: 'Statement of October 2026' }));
    await screen.findByRole('heading', { name: 'Statements: October 2026' });
  });

  it('keep what is on screen while it is read anew', async () => {
    let text = 'Before';
    const { changed } = await shows({
      statement: (given: { skip: number }) => preview(given.skip, 3, text),
    });
    await screen.findByText('Before 3');
    text = 'After';
    changed();
    await screen.findByText('After 3');
    expect(screen.queryByText('Before 3')).toBeNull();
  });

  it('say why there is none, with a way out', async () => {
    await shows({
      statement: () => {
        throw { code: 'question', messageKey: 'failure.notThere', details: null };
      },
    });
    expect((await screen.findByRole('alert')).textContent).toBe(
      'There is no such thing here, or not for your role.',
    );
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('say why their properties are not there, and are there once those are', async () => {
    let fails = true;
    await shows({
      properties: () =>
        fails
          ? Promise.reject({ code: 'not_now', messageKey: 'failure.database', details: null })
          : properties,
    });
    expect((await screen.findByRole('alert')).textContent).toContain('database did not answer');
    expect(await violations()).toEqual([]);
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('11 pages')).toBeTruthy();
  });

  it('of a property that somebody chose need no others', async () => {
    const refused = { code: 'not_now', messageKey: 'failure.database', details: null };
    await shows(
      { properties: () => Promise.reject(refused) },
      '#/statements?period=2026-10&property=muster%2Fahornweg',
    );
    expect(await screen.findByRole('img', { name: 'Page 8 of 11' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are there once the first property has come', async () => {
    let known: typeof properties = [];
    const { changed } = await shows({ properties: () => known });
    await screen.findByText(/Nothing was charged/);
    known = properties;
    changed();
    expect(await screen.findByText('11 pages')).toBeTruthy();
  });

  it('lead to a month with something in it where there is none', async () => {
    await shows({ properties: [] });
    await screen.findByRole('button', { name: /September 2026/ });
  });
});
