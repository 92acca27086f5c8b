import { rejection } from './errors.ts';

/** The members of a request from JSON or a form. In a form every value is a text. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a member is present. A form has no null, so an empty value counts as absent. */
export const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '';

/** Whether a value is an object with members. */
export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or null if it is absent. A number is accepted, because in a form it would be a text. */
export function readText(fields: Fields, name: string, maxCharacters = Infinity): string | null {
  const value = fields[name];
  if (!isGiven(value)) return null;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw rejection('invalid_parameter', name, 'must be a text');
  }
  const text = String(value);
  if (Array.from(text).length > maxCharacters)
    throw rejection('invalid_parameter', name, 'is too long');
  return text;
}

/** A number, or a text with a number; the decimal separator is a dot. */
export function readNumber(value: unknown, param: string): number {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw rejection('invalid_parameter', param, 'is not a number');
  return Number(text);
}

/** A required amount in the currency's smallest unit. Recorded answers show that 0 is rejected. */
export function readAmount(fields: Fields): number {
  const amount = numberIn(fields, 'amount');
  if (amount <= 0) throw rejection('invalid_parameter', 'amount', 'must be greater than 0');
  return wholeAmount(amount);
}

/** The same, where 0 is allowed: of a session and of a secure token. KOMOJU's client for Node (seen 2026). */
export function readAmountOrZero(fields: Fields): number {
  const amount = numberIn(fields, 'amount');
  if (amount < 0) {
    throw rejection('invalid_parameter', 'amount', 'must be greater than or equal to 0');
  }
  return wholeAmount(amount);
}

function numberIn(fields: Fields, name: string): number {
  const value = fields[name];
  if (!isGiven(value)) throw rejection('missing_parameter', name);
  return readNumber(value, name);
}

function wholeAmount(amount: number): number {
  if (Number.isSafeInteger(amount)) return amount;
  throw rejection('invalid_parameter', 'amount', 'must be an integer');
}

/** A list, or null if it is absent. A form may number its places: `line_items[0][amount]`. */
export function readList(fields: Fields, name: string): readonly unknown[] | null {
  const value = fields[name];
  if (!isGiven(value)) return null;
  if (Array.isArray(value)) return value as unknown[];
  if (isRecord(value) && Object.keys(value).every((place) => /^\d+$/.test(place))) {
    return Object.values(value);
  }
  throw rejection('invalid_parameter', name, 'must be a list');
}

/** An object with members, or null if it is absent. */
export function readObject(fields: Fields, name: string): Fields | null {
  const value = fields[name];
  if (!isGiven(value)) return null;
  if (!isRecord(value)) throw rejection('invalid_parameter', name, 'must be an object');
  return value;
}

/** A whole number within bounds. */
export function readWhole(value: unknown, param: string, [least, most]: [number, number]): number {
  const number = readNumber(value, param);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw rejection('invalid_parameter', param, `must be a whole number from ${least} to ${most}`);
  }
  return number;
}
