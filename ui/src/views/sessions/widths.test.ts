import { beforeEach, describe, expect, it } from 'vitest';
import { Widths } from '../../lib/widths.svelte';
import { COLUMNS, fitting, template } from './columns';
import { giving, sized, widest } from './widths';

const all = [...COLUMNS];
const names = (columns: { name: string }[]) => columns.map(({ name }) => name);
const widths = () => new Widths('session-widths', ['started', 'evse', 'state']);

beforeEach(() => localStorage.clear());

describe('widths that somebody made', () => {
  it('are there the next time, whole pixels and no fewer than one can read', () => {
    const made = widths();
    made.make('started', 140.4);
    made.make('evse', 3);
    expect(widths().made).toEqual({ started: 140, evse: 48 });
    made.make('started', undefined);
    expect(widths().made).toEqual({ evse: 48 });
    made.make('evse', undefined);
    expect(localStorage.getItem('session-widths')).toBeNull();
  });

  it('that are damaged, or of no column any more, are none', () => {
    localStorage.setItem('session-widths', 'started:wide,gone:80,evse:90,state:-4,,:');
    expect(widths().made).toEqual({ evse: 90 });
  });

  it('are those of the columns, and what is left goes to the others', () => {
    const [started, evse, state] = ['started', 'evse', 'state'].map((name) =>
      all.find((one) => one.name === name),
    );
    if (!started || !evse || !state) throw new Error('columns were renamed');
    expect(template(sized([started, evse, state], { started: 140, state: 60 }, 1_200))).toBe(
      '140px minmax(124px, 1.2fr) 60px',
    );
  });

  it('let others keep what they had of the room, and none leaves because of that', () => {
    const columns = all.filter(({ name }) => ['started', 'evse', 'property', 'state'].includes(name));
    const held = giving(columns, [100, 300, 200]);
    expect(held).toEqual({ evse: 300, property: 200 });
    expect(giving(sized(columns, { evse: 90 }, 1_200), [100, 90, 200])).toEqual({ property: 200 });
    const parted = sized(columns, { property: 220 }, 1_200, held);
    expect(template(parted)).toBe('100px 300px 220px minmax(84px, 0.4fr)');
    expect(names(fitting(sized(all, {}, 700, held), 700))).toEqual(names(fitting(all, 700)));
  });

  it('take room from columns that matter less, and no column leaves no room to others', () => {
    const room = (made: Parameters<typeof sized>[1], width: number) =>
      names(fitting(sized(all, made, width), width));
    expect(room({}, 1_200)).toContain('location');
    expect(room({ evse: 500 }, 1_200)).toContain('evse');
    expect(room({ evse: 500 }, 1_200)).not.toContain('location');
    for (let width = 320; width < 2_000; width += 20) {
      expect(room({ started: 5_000 }, width).length, `${width}`).toBeGreaterThan(0);
    }
  });

  it('can be made no larger than the column itself has room for', () => {
    for (const { name } of fitting(all, 1_100)) {
      const most = widest(all, name, 1_100);
      expect(names(fitting(sized(all, { [name]: most }, 1_100), 1_100)), name).toContain(name);
    }
    expect(widest(all, 'state', 1_100)).toBeLessThan(widest(all, 'started', 1_100));
  });
});
