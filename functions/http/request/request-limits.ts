/* How large and of which form the parts of a request may be. */

/** 64 kB: well above any provider's request. */
export const bodyBytesMax = 64 * 1024;

/** What a provider's id may look like. No dot, slash or percent sign: an id can't lead to another path. */
export const idPattern = /^[A-Za-z0-9_-]{1,100}$/;

/** What a header that goes on to the provider may hold: 1 to 200 printable ASCII characters. */
export const headerPattern = /^[\x20-\x7e]{1,200}$/;

/** What an idempotency key may hold: 1 to 255 printable ASCII characters. */
export const idempotencyKeyPattern = /^[\x20-\x7e]{1,255}$/;
