import type { Language } from './texts.ts';

/** An amount in the currency's smallest unit, as people write it: 4200 yen, 42.00 dollars. */
export function amountText(amount: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const { maximumFractionDigits: digits = 0 } = format.resolvedOptions();
  return format.format(amount / 10 ** digits);
}

/** A moment as a customer in Japan reads it. */
export const momentText = (moment: string, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  }).format(new Date(moment));
