import type { Site } from '../../bindings';
import { isHidden, shown } from '../../lib/cell';

/** By what sites are put in order. */
export const orders = ['energy', 'cost', 'perKwh', 'perPoint', 'name'] as const;
export type Order = (typeof orders)[number];

/** Whether something is known of it: by what nobody may see nothing is put in order. */
export function isOpen(order: Order, sites: readonly Site[]): boolean {
  switch (order) {
    case 'name':
    case 'energy':
      return true;
    case 'cost':
    case 'perKwh':
      return sites.some(({ sums }) => !isHidden(sums.net));
    case 'perPoint':
      return sites.some(({ perChargePoint }) => !isHidden(perChargePoint));
  }
}

/** Most first; those without a figure that can be compared last, by name. */
export function inOrder(order: Order, sites: readonly Site[]): Site[] {
  const valueOf = ({ sums, perChargePoint }: Site): number => {
    switch (order) {
      case 'name':
        return 0;
      case 'energy':
        return shown(sums.energy) ?? -Infinity;
      case 'cost':
        return shown(sums.net)?.[0]?.amount ?? -Infinity;
      case 'perKwh':
        return shown(sums.netPerKwh)?.[0]?.amount ?? -Infinity;
      case 'perPoint':
        return shown(perChargePoint) ?? -Infinity;
    }
  };
  // they come by name, and what is alike stays as it came
  return [...sites].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    return a === b ? 0 : b - a;
  });
}

/** The end of the scale that all of them are drawn on. */
export function most(sites: readonly Site[]): number {
  const all = sites.flatMap(({ months, yearBefore }) => [...months, ...yearBefore]);
  return all.reduce<number>((most, cell) => Math.max(most, shown(cell) ?? 0), 0);
}

/** Fewer people than may be told, of some month of some site. */
export function withheld(sites: readonly Site[]): number | undefined {
  for (const { months, sums } of sites) {
    for (const cell of [sums.energy, ...months]) {
      if (cell !== null && typeof cell === 'object' && 'fewer_than' in cell) return cell.fewer_than;
    }
  }
  return undefined;
}
