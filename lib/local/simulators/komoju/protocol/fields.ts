import { refusal } from './errors.ts';

/** The members of a request, as JSON or a form gave them: in a form every value is a text. */
export type Fields = Readonly<Record<string, unknown>>;

/** A form cannot say null, and an empty value of it means absent. */
export const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '';

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or null if it is absent; a number counts as text, as it would in a form. */
export function readText(fields: Fields, name: string, charactersMost = Infinity): string | null {
  const value = fields[name];
  if (!isGiven(value)) return null;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw refusal('invalid_parameter', name, 'must be a text');
  }
  const text = String(value);
  if (Array.from(text).length > charactersMost)
    throw refusal('invalid_parameter', name, 'is too long');
  return text;
}

/** A number, also where it comes as text; the decimal separator is a dot. */
export function readNumber(value: unknown, param: string): number {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw refusal('invalid_parameter', param, 'is not a number');
  return Number(text);
}

/** A required sum in the currency's smallest unit. That 0 is refused was seen in recorded answers. */
export function readAmount(fields: Fields): number {
  const value = fields['amount'];
  if (!isGiven(value)) throw refusal('missing_parameter', 'amount');
  const amount = readNumber(value, 'amount');
  if (amount <= 0) throw refusal('invalid_parameter', 'amount', 'must be greater than 0');
  if (!Number.isSafeInteger(amount)) {
    throw refusal('invalid_parameter', 'amount', 'must be an integer');
  }
  return amount;
}

/** A whole number within bounds. */
export function readWhole(value: unknown, param: string, [least, most]: [number, number]): number {
  const number = readNumber(value, param);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw refusal('invalid_parameter', param, `must be a whole number from ${least} to ${most}`);
  }
  return number;
}
