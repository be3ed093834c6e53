import { beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../lib/i18n.svelte';
import { row } from '../../testing';
import { selectedInWords, sumsOf } from './sums';

const hidden = { hidden: true };
const words = (rows: Parameters<typeof sumsOf>[0], hasMoney = true) =>
  selectedInWords(rows, hasMoney).replaceAll(' ', ' ');

beforeEach(() => speak('en'));

describe('sums of rows', () => {
  it('are whole numbers of each currency', () => {
    const cents = Array.from({ length: 10 }, (_, at) => row(`${at}`, { net: 1_001, energy: 33 }));
    const francs = row('f', { currency: 'CHF', net: -20_000 });
    expect(sumsOf([...cents, francs])).toMatchObject({
      rows: 11,
      energy: 11_580,
      net: [
        { currency: 'CHF', amount: -20_000 },
        { currency: 'EUR', amount: 10_010 },
      ],
      netOf: null,
    });
  });

  it('take credits off, and count what the list’s own sum counts', () => {
    const rows = [
      row('a', { energy: 10_000 }),
      row('b', { state: 'credit', energy: -4_000, net: -14_000 }),
      row('c', { state: 'unbilled', energy: 1_000, net: 9_000, price: null }),
      ...(['running', 'stalled', 'pending', 'reserved'] as const).map((state) => row(state, { state })),
    ];
    expect(sumsOf(rows)).toMatchObject({
      energy: 7_000,
      net: [{ currency: 'EUR', amount: 30_375 }],
      netOf: null,
      open: 4,
    });
  });

  it('tell none, hidden and suppressed apart', () => {
    const none = row('a', { net: null, currency: null });
    const few = row('b', { net: { fewer_than: 5 } });
    const not = row('c', { net: hidden, currency: hidden });
    expect(words([none, row('d')])).toBe('2 sessions · 22.5 kWh · €4.44');
    expect(words([few, row('d')])).toBe('2 sessions · 22.5 kWh · €4.44 for 1 of 2 CDRs');
    expect(words([not, none, row('d')])).toBe('3 sessions · 33.8 kWh · €4.44 for 2 of 3 CDRs');
    expect(words([not, none])).toBe('2 sessions · 22.5 kWh · – for 1 of 2 CDRs');
    expect(words([not, few])).toBe('2 sessions · 22.5 kWh · cost shown for none of 2 CDRs');
    expect(words([none])).toBe('1 session · 11.3 kWh');
  });

  it('say nothing of costs to whom none are shown', () => {
    expect(words([row('a', { net: hidden, currency: hidden })], false)).toBe('1 session · 11.3 kWh');
  });
});
