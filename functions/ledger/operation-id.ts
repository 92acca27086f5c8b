import { createHash } from 'node:crypto';
import { base32 } from '../platform/base32.ts';

/** 26 characters of five bits hold 130 bits: no two operations meet by chance. */
const idLength = 26;

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
