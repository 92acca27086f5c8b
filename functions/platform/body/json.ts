import { GatewayError } from '../gateway-error.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** How deep a body may be nested. No provider's object is deeper, and no body can exhaust the stack. */
export const depthMax = 20;

/** Names that can reach an object's prototype, here or at the provider, or that Rails takes for the HTTP method. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype', '_method']);

/**
 * A NUL, at which some stores cut a text; half a surrogate pair, which no encoding can carry; and U+FFFD, which API
 * Gateway puts in the place of bytes that are not UTF-8, such as a name in Shift_JIS.
 */
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000\ufffd\ud800-\udfff]/u;

const invalid = (path: readonly string[], message: string): GatewayError =>
  new GatewayError('invalid_parameter', { param: path.join('.'), message });

const isExact = (value: number): boolean =>
  Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));

function checkText(text: string, path: readonly string[]): void {
  if (unwritable.test(text)) throw invalid(path, 'Text must be UTF-8, without a NUL.');
}

/**
 * Checks that a value can be passed on exactly as it was meant.
 *
 * @throws GatewayError invalid_parameter with the parameter's path for a number that was rounded when it was read, text
 *   that cannot be encoded, a forbidden name, or too deep nesting
 */
export function checkJson(value: Json, path: readonly string[] = []): void {
  if (path.length > depthMax) throw invalid(path.slice(0, 3), 'The body is nested too deeply.');
  if (typeof value === 'string') checkText(value, path);
  if (typeof value === 'number' && !isExact(value)) {
    throw invalid(path, 'The number is too large to be read exactly; send it as a string.');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (forbiddenNames.has(name)) throw invalid([...path, name], 'This name is not accepted.');
    checkText(name, path);
    checkJson(inner, [...path, name]);
  }
}

/** The same value with the members of every object sorted by name, so that equal values give the same bytes. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}

/**
 * The meaning of a body, whatever its encoding is. A form knows only strings, so `1000` and `"1000"` mean the same, and
 * so do `true` and `"true"`. Null and an absent member do not mean the same.
 */
export function meaning(value: Json): Json {
  if (Array.isArray(value)) return value.map(meaning);
  if (typeof value !== 'object') return String(value);
  if (value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, meaning(inner)]));
}
