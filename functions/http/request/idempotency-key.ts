import { GatewayError } from '../../platform/gateway-error.ts';
import type { Headers } from '../../platform/headers.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Caller } from '../caller.ts';
import { idempotencyKeyPattern } from './request-limits.ts';

/** The draft standard's name. A provider may have one of its own besides. */
const standardName = 'idempotency-key';

/** The header is a structured field string in the draft standard: `"abc"` and `abc` name the same intent. */
function bare(value: string): string {
  const trimmed = value.replaceAll(/^[ \t]+|[ \t]+$/g, '');
  const [, quoted] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(trimmed) ?? [];
  return quoted === undefined ? trimmed : quoted.replaceAll(/\\(["\\])/g, '$1');
}

/**
 * The key by which the caller names its intent; undefined where it sent none.
 *
 * @param mustSendKey a caller that need not send a key was written for the provider, so where the provider has a header
 *   of its own, only that counts for it: some send one key in another header for every refund of a payment, which the
 *   provider ignores
 * @throws GatewayError idempotency_key_invalid for a malformed key, or two that differ.
 */
export function readIdempotencyKey(
  headers: Headers,
  { idempotency }: Pick<Provider, 'idempotency'>,
  { mustSendKey }: Pick<Caller, 'mustSendKey'>,
): string | undefined {
  const own = idempotency === undefined ? [] : [idempotency.header];
  const names = mustSendKey || own.length === 0 ? [standardName, ...own] : own;
  const keys = new Set(names.flatMap((name) => headers.all(name.toLowerCase())).map(bare));
  const [key] = keys;
  if (key === undefined) return undefined;
  if (keys.size > 1 || !idempotencyKeyPattern.test(key)) {
    throw new GatewayError('idempotency_key_invalid');
  }
  return key;
}

/** The key as a header that is read as the same key again: bare where that is enough, else as a quoted string. */
export const writeIdempotencyKey = (key: string): string =>
  bare(key) === key ? key : `"${key.replaceAll(/["\\]/g, (each) => `\\${each}`)}"`;
