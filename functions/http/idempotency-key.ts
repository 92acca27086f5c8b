import type { Headers } from '../platform/headers.ts';
import { Refusal } from '../platform/gateway-error.ts';

/** The standard's draft name, and KOMOJU's own (documentation "Idempotent requests", seen 2026). */
const headerNames = ['idempotency-key', 'x-komoju-idempotency'];

/** 1 to 255 printable ASCII characters. */
const valid = /^[\x20-\x7e]{1,255}$/;

/** The header is a structured field string in the draft standard: `"abc"` and `abc` name the same intent. */
function bare(value: string): string {
  const trimmed = value.replaceAll(/^[ \t]+|[ \t]+$/g, '');
  const [, quoted] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(trimmed) ?? [];
  return quoted === undefined ? trimmed : quoted.replaceAll(/\\(["\\])/g, '$1');
}

/**
 * The key by which the caller names its intent; undefined where it sent none.
 *
 * @throws Refusal idempotency_key_invalid for a malformed key, or two that differ.
 */
export function readIdempotencyKey(headers: Headers): string | undefined {
  const keys = new Set(headerNames.flatMap((name) => headers.all(name)).map(bare));
  const [key] = keys;
  if (key === undefined) return undefined;
  if (keys.size > 1 || !valid.test(key)) throw new Refusal('idempotency_key_invalid');
  return key;
}

/** The key as a header that is read as the same key again: bare where that is enough, else as a quoted string. */
export const writeIdempotencyKey = (key: string): string =>
  bare(key) === key ? key : `"${key.replaceAll(/["\\]/g, (each) => `\\${each}`)}"`;
