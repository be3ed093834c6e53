import type { Language } from './i18n.svelte';
import { daysOf } from './period';
import type { Count, Minor4, PerMille, Wh } from './units';

/** English as it is written outside of America: the day before the month, a day of 24 hours. */
export function locale(language: Language): string {
  return { de: 'de-DE', en: 'en-GB' }[language];
}

// To make one of these takes longer than to write hundreds of figures with it, and a view has thousands.
const numbers = keeping(
  (locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dates = keeping(
  (locale, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

const relative = keeping(
  (locale, options?: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

/** Makes each but once. */
function keeping<Options, Format>(make: (locale: string, options?: Options) => Format) {
  const made = new Map<string, Format>();
  return (locale: string, options?: Options): Format => {
    const key = `${locale}${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(locale, options);
    made.set(key, format);
    return format;
  };
}

/** A number of things. */
export function count(value: Count, language: Language): string {
  return numbers(locale(language)).format(value);
}

/** Watt-hours, shown as kWh with one decimal. */
export function energy(wattHours: Wh, language: Language): string {
  return `${kWh(wattHours, language)} kWh`;
}

/** The same where there is little room: from 1,000 kWh on nobody reads the decimal. */
export function energyInShort(wattHours: Wh, language: Language): string {
  if (Math.abs(wattHours) < 1_000_000) return energy(wattHours, language);
  const kWh = numbers(locale(language), { maximumFractionDigits: 0 });
  return `${kWh.format(decimal(wattHours, 3))} kWh`;
}

/** The same without its unit, for a column that has it in its head. */
export function kWh(wattHours: Wh, language: Language): string {
  const kWh = numbers(locale(language), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return kWh.format(decimal(wattHours, 3));
}

/** Watt-hours as a mark on an axis of kWh: no more digits than it needs. */
export function mark(wattHours: Wh, language: Language): string {
  return numbers(locale(language), { maximumFractionDigits: 1 }).format(decimal(wattHours, 3));
}

/** Ten-thousandths of a currency's unit, shown as people of the locale write the currency. */
export function money(tenThousandths: Minor4, currency: string, language: Language): string {
  return numbers(locale(language), { style: 'currency', currency }).format(decimal(tenThousandths, 4));
}

/** The same without its currency, for a column that has it in its head. */
export function amount(tenThousandths: Minor4, currency: string, language: Language): string {
  const places = placesOf(currency, language);
  const plain = numbers(locale(language), { minimumFractionDigits: places, maximumFractionDigits: places });
  return plain.format(decimal(tenThousandths, 4));
}

/** So many decimals a currency is written with. */
function placesOf(currency: string, language: Language): number {
  const format = numbers(locale(language), { style: 'currency', currency });
  return format.resolvedOptions().minimumFractionDigits ?? 2;
}

/** What a kWh costs: a tenth of a cent counts. */
function rate(tenThousandths: Minor4, currency: string, language: Language): string {
  const money = numbers(locale(language), {
    style: 'currency',
    currency,
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
  });
  return money.format(decimal(tenThousandths, 4));
}

/** The same without its currency, for a column that has it in its head: see {@link perKwh}. */
export function plainRate(tenThousandths: Minor4, language: Language): string {
  const plain = numbers(locale(language), { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return plain.format(decimal(tenThousandths, 4));
}

/** A currency, as people of the locale write it. */
export function symbol(currency: string, language: Language): string {
  const parts = numbers(locale(language), { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

/** The unit of what a kWh costs. */
export function perKwh(currency: string, language: Language): string {
  return `${symbol(currency, language)}/kWh`;
}

/** Sums of money in each currency. */
export function prices(sums: readonly { amount: Minor4; currency: string }[], language: Language): string {
  return sums.map(({ amount, currency }) => money(amount, currency, language)).join(' + ') || '–';
}

/** What a kWh costs in each currency. */
export function rates(sums: readonly { amount: Minor4; currency: string }[], language: Language): string {
  return sums.map(({ amount, currency }) => rate(amount, currency, language)).join(' · ') || '–';
}

/** kWh as a spreadsheet of the language reads it: as {@link kWh}, without a sign between thousands. */
export function plainKWh(wattHours: Wh, language: Language): string {
  const format = numbers(locale(language), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  });
  return format.format(decimal(wattHours, 3));
}

/** Money as a spreadsheet reads it: as {@link money}, without its currency and without a sign between thousands. */
export function plainMoney(tenThousandths: Minor4, currency: string, language: Language): string {
  const places = placesOf(currency, language);
  const format = numbers(locale(language), {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    useGrouping: false,
  });
  return format.format(decimal(tenThousandths, 4));
}

/** A share of a whole. */
export function percent(perMille: PerMille, language: Language): string {
  const percent = numbers(locale(language), {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return percent.format(decimal(perMille, 3));
}

/** By how much something is more or less; with its sign, also for nothing. */
export function change(perMille: PerMille, language: Language): string {
  const percent = numbers(locale(language), {
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return percent.format(decimal(perMille, 3));
}

/** A year, month or day, as people of the locale write it. */
export function period(name: string, language: Language, style: 'short' | 'long' = 'short'): string {
  const parts = name.split('-').length;
  const month = style;
  const options: Intl.DateTimeFormatOptions =
    parts === 1
      ? { year: 'numeric' }
      : parts === 2
        ? { year: 'numeric', month }
        : { year: 'numeric', month, day: 'numeric', ...(style === 'long' ? { weekday: 'long' } : {}) };
  return dates(locale(language), { ...options, timeZone: 'UTC' }).format(atMidnight(name));
}

/**
 * From one day to another; as a month or year where they are one. Of another year than the period that it stands beside, it
 * says which.
 */
export function days(
  { from, to }: { from: string; to: string },
  language: Language,
  beside: string = from,
): string {
  if (from === to) return period(from, language);
  const whole = [from.slice(0, 4), from.slice(0, 7)].find((name) => isWhole(name, from, to));
  if (whole) return period(whole, language);
  const format = dates(locale(language), {
    day: 'numeric',
    month: 'short',
    ...([to, beside].every((day) => day.slice(0, 4) === from.slice(0, 4)) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return format.formatRange(atMidnight(from), atMidnight(to));
}

/** An instant in a sentence: its time of day, and its day where that is not today. */
export function instant(rfc3339: string, today: string, language: Language): string {
  const at = new Date(rfc3339);
  const [day, time] = [dayOf(at), timeOfDay(at, language)];
  return day === today ? time : `${period(day, language)}, ${time}`;
}

/** The same by itself, as in a cell: of today, it says so, and of this year nobody needs to be told which it is. */
export function stamp(rfc3339: string, today: string, language: Language): string {
  const said = instant(rfc3339, today, language);
  const at = new Date(rfc3339);
  const day = dayOf(at);
  if (day === today) return `${todayIn(language)} ${said}`;
  if (day.slice(0, 4) !== today.slice(0, 4)) return said;
  const inYear = dates(locale(language), { day: 'numeric', month: 'short' });
  return `${inYear.format(at)}, ${timeOfDay(at, language)}`;
}

/** `YYYY-MM-DD`, of this machine's own zone. */
function dayOf(at: Date): string {
  return dates('sv').format(at);
}

function timeOfDay(at: Date, language: Language): string {
  return dates(locale(language), { hour: '2-digit', minute: '2-digit' }).format(at);
}

function todayIn(language: Language): string {
  return relative(locale(language), { numeric: 'auto' }).format(0, 'day');
}

/** An instant in a Location's own time, as the shell wrote it there: day and time of day. */
export function localTime(rfc3339: string, language: Language, today?: string): string {
  if (rfc3339.slice(0, 10) === today) return `${todayIn(language)} ${clock(rfc3339)}`;
  const format = dates(locale(language), {
    day: '2-digit',
    month: '2-digit',
    year: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return format.format(local(rfc3339));
}

/** From one such instant to another. */
export function span(from: string, to: string, language: Language): string {
  const format = dates(locale(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return format.formatRange(local(from), local(to));
}

/** Its time of day alone. */
export function clock(rfc3339: string): string {
  return rfc3339.slice(11, 16);
}

/** Minutes as hours and minutes: 3:05. */
export function duration(minutes: Count): string {
  return `${Math.floor(minutes / 60)}:${(minutes % 60).toString().padStart(2, '0')}`;
}

/** Money where a hundredth of a cent may be what differs: all of it, so that figures stand on one grid. */
export function money4(tenThousandths: Minor4, currency: string, language: Language): string {
  const format = numbers(locale(language), {
    style: 'currency',
    currency,
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  return format.format(decimal(tenThousandths, 4));
}

/** A price that came as text: no more digits than it has, and no fewer than its currency. */
export function priceText(text: string, currency: string, language: Language): string {
  const format = numbers(locale(language), {
    style: 'currency',
    currency,
    minimumFractionDigits: placesOf(currency, language),
    maximumFractionDigits: 4,
  });
  return format.format(text as `${number}`);
}

/** A decimal that came as text. */
export function decimalText(text: string, language: Language): string {
  const format = numbers(locale(language), { maximumFractionDigits: 4 });
  return format.format(text as `${number}`);
}

/** Its clock is the Location's: read as if it were UTC, it is written as it stands. */
function local(rfc3339: string): Date {
  return new Date(`${rfc3339.slice(0, 19)}Z`);
}

function isWhole(name: string, from: string, to: string): boolean {
  const whole = daysOf(name);
  return whole.from === from && whole.to === to;
}

function atMidnight(name: string): Date {
  return new Date(`${daysOf(name).from}T00:00:00Z`);
}

/** The decimal's text, which Intl rounds exactly: a division would go through a float. */
function decimal(value: number, places: number): `${number}` {
  const digits = Math.abs(value)
    .toString()
    .padStart(places + 1, '0');
  const sign = value < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}` as `${number}`;
}
