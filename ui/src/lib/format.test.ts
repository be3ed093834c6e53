import { describe, expect, it } from 'vitest';
import {
  change,
  count,
  days,
  energy,
  energyInShort,
  instant,
  mark,
  money,
  percent,
  period,
  perKwh,
  plainRate,
  rates,
  stamp,
} from './format';
import type { Count, Minor4, PerMille, Wh } from './units';

/** Intl sets no-break spaces of two kinds. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it.each([
    [count(12481 as Count, 'de'), '12.481'],
    [count(12481 as Count, 'en'), '12,481'],
    [energy(41_249 as Wh, 'de'), '41,2 kWh'],
    [energy(12_481_000 as Wh, 'en'), '12,481.0 kWh'],
    [energyInShort(12_481_499 as Wh, 'en'), '12,481 kWh'],
    [energyInShort(999_940 as Wh, 'de'), '999,9 kWh'],
    [mark(200_000 as Wh, 'en'), '200'],
    [mark(2_500 as Wh, 'de'), '2,5'],
    [energy(5 as Wh, 'en'), '0.0 kWh'],
    [money(160_700 as Minor4, 'EUR', 'de'), '16,07 €'],
    [money(-160_700 as Minor4, 'EUR', 'en'), '-€16.07'],
    [money(10_050 as Minor4, 'EUR', 'en'), '€1.01'], // 1.0050 exactly: as a float it is less, and rounds down
    [money(9 as Minor4, 'EUR', 'de'), '0,00 €'],
    [money(12_000_000 as Minor4, 'JPY', 'en'), 'JP¥1,200'],
  ])('%s', (written, wanted) => {
    expect(plain(written)).toBe(wanted);
  });
});

describe('rates, shares and changes', () => {
  it.each([
    [rates([{ amount: 3_321 as Minor4, currency: 'EUR' }], 'en'), '€0.332'],
    [rates([{ amount: 3_321 as Minor4, currency: 'EUR' }], 'de'), '0,332 €'],
    [plainRate(3_321 as Minor4, 'de'), '0,332'],
    [perKwh('EUR', 'de'), '€/kWh'],
    [percent(984 as PerMille, 'de'), '98,4 %'],
    [percent(610 as PerMille, 'en'), '61.0%'],
    [change(61 as PerMille, 'en'), '+6.1%'],
    [change(-61 as PerMille, 'de'), '-6,1 %'],
    [change(0 as PerMille, 'en'), '0.0%'],
  ])('%s', (written, wanted) => {
    expect(plain(written)).toBe(wanted);
  });
});

describe('periods', () => {
  it.each([
    [period('2026', 'de'), '2026'],
    [period('2026-10', 'en'), 'Oct 2026'],
    [period('2026-10', 'de', 'long'), 'Oktober 2026'],
    [period('2026-10-14', 'en', 'long'), 'Wednesday, 14 October 2026'],
    [period('2026-10-14', 'de'), '14. Okt. 2026'],
    [days({ from: '2026-10-01', to: '2026-10-31' }, 'en'), 'Oct 2026'],
    [days({ from: '2026-01-01', to: '2026-12-31' }, 'en'), '2026'],
    [days({ from: '2026-11-28', to: '2026-11-28' }, 'en'), '28 Nov 2026'],
    [days({ from: '2026-11-01', to: '2026-11-28' }, 'de'), '1.–28. Nov.'],
    [days({ from: '2026-11-01', to: '2026-11-28' }, 'de', '2026-12'), '1.–28. Nov.'],
    [days({ from: '2025-11-01', to: '2025-11-28' }, 'de', '2026-11'), '1.–28. Nov. 2025'],
  ])('%s', (written, wanted) => {
    expect(plain(written).replaceAll('\u2009', ' ')).toBe(wanted);
  });

  it('an instant of today is a time of day', () => {
    const at = new Date(2026, 10, 28, 9, 14).toISOString();
    expect(instant(at, '2026-11-28', 'de')).toBe('09:14');
    expect(stamp(at, '2026-11-28', 'de')).toBe('heute 09:14');
    expect(stamp(at, '2026-11-29', 'de')).toBe('28. Nov., 09:14');
    expect(stamp(at, '2027-01-02', 'de')).toBe('28. Nov. 2026, 09:14');
    expect(instant(at, '2026-11-29', 'de')).toBe('28. Nov. 2026, 09:14');
  });
});
