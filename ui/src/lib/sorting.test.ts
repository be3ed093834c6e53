import { describe, expect, it } from 'vitest';
import { inOrder, orderOf, sortBy, type Column } from './sorting';

interface One {
  name: string;
  energy?: number;
}

const columns: Record<'name' | 'energy', Column<One>> = {
  name: { value: ({ name }) => name, isAscending: true },
  energy: { value: ({ energy }) => energy },
};
const all: One[] = [
  { name: 'E10', energy: 5 },
  { name: 'E9' },
  { name: 'e2', energy: 70 },
  { name: 'E1', energy: 5 },
];
const names = (filters: Record<string, string>) =>
  inOrder(all, columns, orderOf(filters, columns, 'energy')).map(({ name }) => name);

describe('a table', () => {
  it.each([
    [{}, ['e2', 'E10', 'E1', 'E9']],
    [{ up: '1' }, ['E10', 'E1', 'e2', 'E9']],
    [{ sort: 'name' }, ['E1', 'e2', 'E9', 'E10']],
    [{ sort: 'name', up: '1' }, ['E10', 'E9', 'e2', 'E1']],
    [{ sort: 'nothing known' }, ['e2', 'E10', 'E1', 'E9']],
  ])('is in the order that the address asks for: %j', (filters, order) => {
    expect(names(filters)).toEqual(order);
  });

  it('is turned round by its head, and back', () => {
    const click = (filters: Record<string, string>, next: 'name' | 'energy') =>
      sortBy(next, orderOf(filters, columns, 'energy'), 'energy');
    expect(click({}, 'name')).toEqual({ sort: 'name', up: '' });
    expect(click({ sort: 'name' }, 'name')).toEqual({ sort: 'name', up: '1' });
    expect(click({ sort: 'name', up: '1' }, 'name')).toEqual({ sort: 'name', up: '' });
    expect(click({ sort: 'name', up: '1' }, 'energy')).toEqual({ sort: '', up: '' });
    expect(click({}, 'energy')).toEqual({ sort: '', up: '1' });
  });
});
