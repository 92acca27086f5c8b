import { createHash } from 'node:crypto';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 26 characters of five bits hold 130 bits: no two operations meet by chance. */
const idLength = 26;

/** The first bytes in Crockford's base 32, which has no letters that are mistaken for digits. */
function base32(bytes: Uint8Array, length: number): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5 && text.length < length) {
      held -= 5;
      text += crockford.charAt((bits >> held) & 31);
    }
    bits &= (1 << held) - 1;
  }
  return text;
}

/** What makes two requests the same intent. */
export type Intent = {
  /** Random per stack, so that two stacks on one provider account never collide. */
  readonly namespace: string;
  readonly mode: string;
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
};

/**
 * The operation's id: the table's key, the id that callers see, the provider's idempotency key and the reference left
 * at the provider. It is derived, so a retry finds its record with one read and sends the same bytes.
 */
export function operationIdOf(intent: Intent): string {
  const { namespace, mode, caller, operation, key } = intent;
  const seed = JSON.stringify([namespace, mode, caller, operation, key]);
  return `op_${base32(createHash('sha256').update(seed).digest(), idLength)}`;
}

/** The form of every operation id. */
export const operationIdPattern = /^op_[0-9A-Z]{26}$/;
