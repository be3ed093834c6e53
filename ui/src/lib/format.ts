import type { Language } from './i18n.svelte';

/** A number of things. */
export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** Watt-hours, shown as kWh with one decimal. */
export function energy(wattHours: number, language: Language): string {
  const kWh = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return `${kWh.format(decimal(wattHours, 3))} kWh`;
}

/** Ten-thousandths of a currency's unit, shown as people of the locale write the currency. */
export function money(tenThousandths: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(decimal(tenThousandths, 4));
}

/** The decimal's text, which Intl rounds exactly: a division would go through a float. */
function decimal(value: number, places: number): `${number}` {
  const digits = Math.abs(value)
    .toString()
    .padStart(places + 1, '0');
  const sign = value < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}` as `${number}`;
}
