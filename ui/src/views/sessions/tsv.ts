/** Rows of the list as a spreadsheet takes them from the clipboard: cells parted by tabs, under the heads of the list. */
import type { Cell, SessionColumn, SessionRow } from '../../bindings';
import { shown, told } from '../../lib/cell';
import { duration, localTime, plainKWh, plainMoney } from '../../lib/format';
import { language, t } from '../../lib/i18n.svelte';
import type { Minor4 } from '../../lib/units';
import { COLUMNS } from './columns';

/** An amount without its currency is none, and a number with it is none to a spreadsheet. */
type Column = SessionColumn | 'currency';

/** What is seen in these columns, and which currency it is in. */
export function tsv(rows: readonly SessionRow[], columns: readonly SessionColumn[]): string {
  const money = columns.find((column) => column === 'net' || column === 'gross');
  const all = columns.flatMap<Column>((column) => (column === money ? ['currency', column] : [column]));
  const lines = [all.map(title), ...rows.map((row) => all.map((column) => cell(row, column)))];
  return lines.map((cells) => cells.join('\t')).join('\n');
}

function title(column: Column): string {
  const known = COLUMNS.find(({ name }) => name === column);
  return t(known ? known.title : 'session.currency');
}

function cell(row: SessionRow, column: Column): string {
  const speech = language();
  const currency = shown(row.currency) ?? 'EUR';
  const amount = (value: Minor4) => plainMoney(value, currency, speech);
  switch (column) {
    case 'started':
      return text(localTime(row.startedAt, speech));
    case 'ended':
      return row.endedAt === null ? NONE : text(localTime(row.endedAt, speech));
    case 'evse':
      return text(row.evse ?? NONE);
    case 'property':
      return text(row.property ?? NONE);
    case 'location':
      return text(row.location ?? NONE);
    case 'group':
      return text(row.group ?? t('overview.noGroup'));
    case 'driver':
      return inWords(row.driver, text);
    case 'costCentre':
      return inWords(row.costCentre, text);
    case 'duration':
      return row.minutes === null ? NONE : duration(row.minutes);
    case 'energy':
      return plainKWh(row.energy, speech);
    case 'currency':
      return inWords(row.currency, text);
    case 'net':
      return inWords(row.net, amount);
    case 'gross':
      return inWords(row.gross, amount);
    case 'price':
      return inWords(row.price, (check) => text(t(`price.${check}`)));
    case 'state':
      return text(t(`state.${row.state}`));
  }
}

const NONE = '–';

/** The same signs as on screen: what is none, hidden or suppressed stays told apart. */
function inWords<T>(cell: Cell<T>, write: (value: T) => string): string {
  const what = told(cell);
  switch (what.kind) {
    case 'shown':
      return write(what.value);
    case 'empty':
      return NONE;
    case 'hidden':
      return '•••';
    case 'suppressed':
      return t('cell.fewer.short', { k: String(what.fewerThan) });
  }
}

/**
 * Text that is data, in one cell: spreadsheet programs take what begins so for a formula, and a quotation mark for the
 * beginning of a cell that may hold one.
 *
 * Source: OWASP, CSV injection.
 */
function text(said: string): string {
  const line = said.replace(/\r\n|[\t\r\n\v\f\u0085\u2028\u2029]/g, ' ');
  return /^[=+\-@\t\r\n"]/.test(said) ? `'${line}` : line;
}
