import type { KnownCallers } from '../../../functions/http/callers-secret.ts';
import { columns } from '../output/columns.ts';
import { mostBytes } from './secret.ts';

/** What a caller's keys are, in words: their number is all that is known of them. */
const keysInWords = (count: number): string =>
  ['revoked', 'one', 'two: retire the older'][count] ?? String(count);

/** Who may call, for a person. */
export function formatCallers(callers: KnownCallers): string {
  if (callers.length === 0) return 'There are no callers: every request is refused.';
  const rows = callers.map(({ id, keys, mustSendKey, scopes }) => [
    id,
    keysInWords(keys.length),
    mustSendKey ? 'yes' : 'no: it cannot repeat a request safely',
    scopes.join(' '),
  ]);
  return columns([['caller', 'keys', 'must send keys', 'scopes'], ...rows]).join('\n');
}

/** Who may call, for a program, without the hashes. */
export const callersView = (callers: KnownCallers): object[] =>
  callers.map(({ keys, ...caller }) => ({ ...caller, keys: keys.length }));

/** What a person must know of the secret's size; nothing while there is room enough. */
export const roomWarning = (bytes: number): string | undefined =>
  bytes < mostBytes * 0.9
    ? undefined
    : `The callers’ secret is nearly full: ${String(bytes)} of ${String(mostBytes)} bytes.`;

/** How a new key is shown, once. */
export const formatNewKey = (id: string, key: string): string =>
  `The key of ${id}, shown this once:\n\n  ${key}\n\nIt works within a minute. Keep it where the caller’s server keeps its secrets: the gateway has its hash only.`;

/** What a caller that need not send keys gives up. */
export const legacyCost =
  'This caller need not name its intents. After a lost answer it cannot repeat a request safely: without an Idempotency-Key each request is an intent of its own, and a repeated one is charged again.';
