/** What sessions come to, in words: those of a list, and those of it that are selected. */
import type { OfCdrs, SessionList, SessionRow, SessionState } from '../../bindings';
import { shown, told } from '../../lib/cell';
import { count, energy, money } from '../../lib/format';
import { language, t } from '../../lib/i18n.svelte';
import type { Count, Minor4, Wh } from '../../lib/units';

/** Of a list the shell has worked it out. */
export type Sums = Pick<SessionList, 'rows' | 'energy' | 'net' | 'netOf'>;

/** As the shell counts for a list: what has not ended has no energy yet, and costs are those of CDRs. */
function hasEnded(state: SessionState): boolean {
  switch (state) {
    case 'running':
    case 'stalled':
    case 'pending':
    case 'reserved':
      return false;
    case 'unbilled':
    case 'billed':
    case 'credit':
      return true;
  }
}

const isCdr = ({ state }: SessionRow) => state === 'billed' || state === 'credit';

/** Sums of whole watt-hours and ten-thousandths. What is hidden or suppressed is in none, and is not counted in. */
export function sumsOf(rows: readonly SessionRow[]): Sums & { open: Count } {
  const ended = rows.filter(({ state }) => hasEnded(state));
  const cdrs = rows.filter(isCdr);
  const priced = cdrs.filter(({ net }) => ['shown', 'empty'].includes(told(net).kind));
  const sums = new Map<string, number>();
  for (const { currency, net } of priced) {
    const [code, amount] = [shown(currency), shown(net)];
    if (code !== undefined && amount !== undefined) sums.set(code, (sums.get(code) ?? 0) + amount);
  }
  const net = [...sums]
    .map(([currency, amount]) => ({ currency, amount: amount as Minor4 }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
  return {
    rows: rows.length as Count,
    energy: ended.reduce((sum, { energy }) => sum + energy, 0) as Wh,
    net,
    netOf: priced.length < cdrs.length ? { shown: priced.length as Count, all: cdrs.length as Count } : null,
    open: (rows.length - ended.length) as Count,
  };
}

export function sumInWords({ rows, energy: charged, net, netOf }: Sums): string {
  const speech = language();
  const sums = (shown(net) ?? []).map(({ amount, currency }) => money(amount, currency, speech)).join(' + ');
  const values = { n: count(rows, speech), energy: energy(charged, speech) };
  const all = rows === 1 ? t('session.sum.one', values) : t('session.sum', values);
  return [all, netOf ? ofSome(sums || '–', netOf) : sums].filter(Boolean).join(' · ');
}

function ofSome(sum: string, { shown, all }: OfCdrs): string {
  const [some, each] = [count(shown, language()), count(all, language())];
  return shown === 0
    ? t('session.sum.ofNone', { all: each })
    : t('session.sum.of', { sum, shown: some, all: each });
}

/** The same of rows that are selected, for whoever is shown costs or not; it says what of them does not count. */
export function selectedInWords(rows: readonly SessionRow[], hasMoney: boolean): string {
  const { open, ...sums } = sumsOf(rows);
  const costs = hasMoney ? sums : { ...sums, net: [], netOf: null };
  const uncounted = open > 0 ? t('session.sum.open', { n: count(open, language()) }) : '';
  return [sumInWords(costs), uncounted].filter(Boolean).join(' · ');
}
