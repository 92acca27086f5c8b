import { createHmac } from 'node:crypto';
import type { JsonObject } from '../platform/body/body.ts';
import { meaning, sorted } from '../platform/body/json.ts';
import type { RequestHashes } from './claim.ts';

/**
 * A keyed hash: a plain one over a body that holds a card number could be reversed by trying all numbers.
 * JSON.stringify tells a lone surrogate from any other by escaping it; UTF-8 would not.
 */
export const keyedHash = (key: string, value: unknown): string =>
  createHmac('sha256', key).update(JSON.stringify(value)).digest('base64url');

/** What a request means, and the bytes that go to the provider for it. */
export type Fingerprinted = {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: unknown;
    readonly body: { readonly value: JsonObject };
    readonly meaningful: Readonly<Record<string, string>>;
  };
  readonly providerRequest: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
  };
  /** The provider's secret key that sends it. */
  readonly secretKey: unknown;
};

/** Enough to notice another key, and too little to matter in what a record costs. */
const keyCheckLength = 11;

/** Path and ids are part of the meaning: capture and cancel have no body that could tell one payment from another. */
export function hashesOf(
  key: string,
  { request, providerRequest, secretKey }: Fingerprinted,
): RequestHashes {
  const { method, path, query } = request;
  const { headers, body } = providerRequest;
  const meant = meaning(sorted(request.body.value));
  const meaningful = sorted(request.meaningful);
  return {
    fingerprint: keyedHash(key, [method, path, query, meant, meaningful]),
    sent: keyedHash(key, [method, path, headers['content-type'] ?? null, body ?? null]),
    sender: keyedHash(key, ['sender', secretKey]),
    keyCheck: keyedHash(key, ['check']).slice(0, keyCheckLength),
  };
}
