/* Amounts as people read them. They come in the currency's smallest unit. */

/** How many decimals a currency has: none for the yen, two for the dollar. Two where nobody knows the code. */
export function decimalsOf(currency: string): number {
  if (!/^[A-Za-z]{3}$/.test(currency)) return 2;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** `1100, 'JPY'` → `'1100'`; `1050, 'USD'` → `'10.50'`. Made of digits, so that nothing is rounded. */
export function decimalText(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `1100, 'JPY'` → `'¥1,100'`; with its code where the sign alone would be another currency's. */
export function amountText(amount: number, currency: string | null, locale?: string): string {
  if (currency === null || !/^[A-Za-z]{3}$/.test(currency)) return String(amount);
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(Number(decimalText(amount, currency)));
}
