import { GatewayError } from './gateway-error.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Deeper than any provider's object; a limit, so that no body can exhaust the stack. */
export const depthMax = 20;

/** Names that reach an object's prototype in careless code, here or behind us, or that Rails takes for the method. */
const refusedNames = new Set(['__proto__', 'constructor', 'prototype', '_method']);

/**
 * A NUL, which stores cut text at; half a surrogate pair, which no encoding can carry; and U+FFFD, which stands where
 * API Gateway met bytes that are not UTF-8, such as a name in Shift_JIS.
 */
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000\ufffd\ud800-\udfff]/u;

const refuse = (path: readonly string[], message: string): GatewayError =>
  new GatewayError('invalid_parameter', { param: path.join('.'), message });

const isExact = (value: number): boolean =>
  Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));

function checkText(text: string, path: readonly string[]): void {
  if (unwritable.test(text)) throw refuse(path, 'Text must be UTF-8, without a NUL.');
}

/**
 * Refuses what could not be passed on exactly as it was meant: a number that was already rounded when it was read,
 * text that no encoding can carry, names of prototypes, endless depth.
 *
 * @throws GatewayError invalid_parameter with the parameter's path.
 */
export function checkJson(value: Json, path: readonly string[] = []): void {
  if (path.length > depthMax) throw refuse(path.slice(0, 3), 'The body is nested too deeply.');
  if (typeof value === 'string') checkText(value, path);
  if (typeof value === 'number' && !isExact(value)) {
    throw refuse(path, 'The number is too large to be read exactly; send it as a string.');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (refusedNames.has(name)) throw refuse([...path, name], 'This name is not accepted.');
    checkText(name, path);
    checkJson(inner, [...path, name]);
  }
}

/** The same value with the members of every object in one order, so that two writings of it give the same bytes. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}

/**
 * The meaning of a body apart from how it was written: a form knows strings only, so `1000` and `"1000"` mean the
 * same, as do `true` and `"true"`; null and absence do not.
 */
export function meaning(value: Json): Json {
  if (Array.isArray(value)) return value.map(meaning);
  if (typeof value !== 'object') return String(value);
  if (value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, meaning(inner)]));
}
