import { beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../lib/i18n.svelte';
import { row } from '../../testing';
import { tsv } from './tsv';

const cells = (...given: Parameters<typeof tsv>) =>
  tsv(...given)
    .split('\n')
    .map((line) => line.split('\t'));

beforeEach(() => speak('en'));

describe('rows for a spreadsheet', () => {
  const big = row('a', { energy: 12_345_678, net: 123_456_789, gross: -15_000, minutes: 65 });

  it.each([
    ['en', ['kWh', 'Currency', 'Net', 'Gross', 'Duration'], ['12345.7', 'EUR', '12345.68', '-1.50', '1:05']],
    ['de', ['kWh', 'Währung', 'Netto', 'Brutto', 'Dauer'], ['12345,7', 'EUR', '12345,68', '-1,50', '1:05']],
  ] as const)('have heads and numbers as a spreadsheet in %s reads them', (language, head, line) => {
    speak(language);
    expect(cells([big], ['energy', 'net', 'gross', 'duration'])).toEqual([head, line]);
  });

  it('have as many decimals as their currency', () => {
    const yen = row('a', { currency: 'JPY', net: 12_340_000 });
    expect(cells([yen], ['net'])[1]).toEqual(['JPY', '1234']);
  });

  it('have the columns on screen, as they are read there', () => {
    const one = row('a', { driver: 'Erika Muster', costCentre: null, group: null, endedAt: null });
    expect(
      cells([one], ['started', 'ended', 'evse', 'group', 'driver', 'costCentre', 'price', 'state']),
    ).toEqual([
      ['Started', 'Ended', 'Charge point', 'User group', 'Driver', 'Cost centre', 'Price', 'State'],
      ['03/11/26, 18:12', '–', 'DE*VLT*E1', 'Unknown', 'Erika Muster', '–', 'agrees', 'billed'],
    ]);
  });

  it('tell none, hidden and suppressed apart', () => {
    const hidden = { hidden: true };
    const rows = [
      row('a', { net: null }),
      row('b', { currency: hidden, net: hidden }),
      row('c', { net: { fewer_than: 5 } }),
    ];
    expect(cells(rows, ['net']).slice(1)).toEqual([
      ['EUR', '–'],
      ['•••', '•••'],
      ['EUR', '< 5'],
    ]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 711', "'+49 711"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "' =1"],
    ['\r=1', "' =1"],
    ['\n=1', "' =1"],
    ['"=1+1"', `'"=1+1"`],
    ['A\tB\r\nC\nD\u2028E', 'A B C D E'],
    ['Haus = Hof', 'Haus = Hof'],
  ])('make of the name %j no formula and no other cell', (name, said) => {
    const one = row('a', {
      location: name,
      evse: name,
      property: name,
      group: name,
      driver: name,
      costCentre: name,
    });
    expect(cells([one], ['location', 'evse', 'property', 'group', 'driver', 'costCentre'])[1]).toEqual(
      Array.from({ length: 6 }, () => said),
    );
  });
});
