import { beforeEach, describe, expect, it } from 'vitest';
import { chooseColumns, chosenColumns, COLUMNS, fitting, openColumns, template, wanted } from './columns';

const all = { hasMoney: true, hasPeople: true, isAcross: true };
const names = (columns: { name: string }[]) => columns.map(({ name }) => name);

beforeEach(() => localStorage.clear());

describe('columns', () => {
  it('that are not open to who chooses stay as they were for who may see them', () => {
    const little = { ...all, hasMoney: false };
    chooseColumns(['started', 'energy'], little);
    expect(names(wanted(little, chosenColumns()))).toEqual(['started', 'energy']);
    expect(names(wanted(all, chosenColumns()))).toEqual(['started', 'energy', 'net', 'price']);
    chooseColumns(['started', 'net'], all);
    chooseColumns(['started', 'state'], little);
    expect(names(wanted(all, chosenColumns()))).toEqual(['started', 'net', 'state']);
    chooseColumns(undefined, little);
    expect(chosenColumns()).toBeUndefined();
  });

  it('of what is hidden are no choice, whatever was chosen before', () => {
    const open = { ...all, hasMoney: false, hasPeople: false };
    expect(names(openColumns(open))).not.toContain('net');
    expect(names(wanted(open, ['started', 'net', 'driver', 'state']))).toEqual(['started', 'state']);
  });

  it('tell across properties which one, and in one of them where', () => {
    expect(names(wanted(all, undefined))).toContain('property');
    expect(names(wanted({ ...all, isAcross: false }, undefined))).toContain('location');
  });

  it('leave in the order of their rank where there is no room, and never more than they have to', () => {
    const usual = wanted(all, undefined);
    let before = names(usual);
    for (let width = 1_600; width > 200; width -= 10) {
      const fit = fitting(usual, width);
      const least = fit.reduce((sum, column) => sum + column.least + 16, 86 - 16);
      expect(fit.length === 0 || least <= width).toBe(true);
      expect(before).toEqual(expect.arrayContaining(names(fit)));
      before = names(fit);
    }
    expect(names(fitting(usual, 1_000 - 176 - 48))).toEqual(expect.arrayContaining(['price', 'state']));
    expect(names(fitting(usual, 420))).toEqual(['started', 'evse', 'energy']);
  });

  it('stand in one order, whatever is among them', () => {
    expect(template(fitting([...COLUMNS], 0)).split(' ').length).toBeGreaterThanOrEqual(COLUMNS.length);
    expect(template(COLUMNS.slice(0, 1))).toBe('100px');
  });
});
