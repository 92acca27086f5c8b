import type { Headers } from './headers.ts';
import { Refusal } from './refusal.ts';

/** The standard's draft name, and KOMOJU's own (documentation "Idempotent requests", seen 2026). */
const headerNames = ['idempotency-key', 'x-komoju-idempotency'];

/** 1 to 255 printable ASCII characters. */
const valid = /^[\x20-\x7e]{1,255}$/;

/** The header is a structured field string in the draft standard: `"abc"` and `abc` name the same intent. */
function bare(value: string): string {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value.trim());
  return quoted === null ? value.trim() : (quoted[1] ?? '').replaceAll(/\\(["\\])/g, '$1');
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
