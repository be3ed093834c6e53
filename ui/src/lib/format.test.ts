import { describe, expect, it } from 'vitest';
import { count, energy, money } from './format';

/** Intl sets no-break spaces of two kinds. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it.each([
    [count(12481, 'de'), '12.481'],
    [count(12481, 'en'), '12,481'],
    [energy(41_249, 'de'), '41,2 kWh'],
    [energy(12_481_000, 'en'), '12,481.0 kWh'],
    [energy(5, 'en'), '0.0 kWh'],
    [money(160_700, 'EUR', 'de'), '16,07 €'],
    [money(-160_700, 'EUR', 'en'), '-€16.07'],
    [money(10_050, 'EUR', 'en'), '€1.01'], // 1.0050 exactly: as a float it is less, and rounds down
    [money(9, 'EUR', 'de'), '0,00 €'],
    [money(12_000_000, 'JPY', 'en'), '¥1,200'],
  ])('%s', (written, wanted) => {
    expect(plain(written)).toBe(wanted);
  });
});
