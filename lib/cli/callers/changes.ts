import { canaryId } from '../../../functions/canary/caller.ts';
import type { KnownCallers } from '../../../functions/http/callers-secret.ts';
import { UsageError } from '../../host/usage-error.ts';

type KnownCaller = KnownCallers[number];

/** What makes other callers of those that there are. Pure, because it is done again where somebody else wrote first. */
export type Change = (callers: KnownCallers) => KnownCallers;

/** An id goes into every operation's id and into logs. */
const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** @throws UsageError where the id is not 1 to 40 small letters, digits and dashes, or is that of the stack's own caller */
export function checkId(id: string): void {
  if (!idPattern.test(id)) {
    throw new UsageError(
      `${id} is no id of a caller: take 1 to 40 small letters, digits and dashes, such as storefront.`,
    );
  }
  if (id === canaryId) {
    throw new UsageError(
      `${canaryId} is the caller by which the stack asks itself, and has its key from the stack. Take another id.`,
    );
  }
}

/**
 * A caller more. @throws UsageError where the id is or was another's: a new caller of the id would be answered with what
 * the old one has paid
 */
export const added =
  (caller: KnownCaller): Change =>
  (callers) => {
    const before = callers.find(({ id }) => id === caller.id);
    if (before !== undefined) {
      throw new UsageError(
        before.keys.length === 0
          ? `${caller.id} was revoked. An id is not given again; choose another, or give the same caller a new key: callers rotate ${caller.id}`
          : `There is a caller ${caller.id} already. A second key for it: callers rotate ${caller.id}`,
      );
    }
    return [...callers, caller];
  };

/** One caller changed. @throws UsageError where there is none of that id */
const changed =
  (id: string, change: (caller: KnownCaller) => KnownCaller): Change =>
  (callers) => {
    if (callers.every((each) => each.id !== id)) {
      const ids = callers.map((each) => each.id);
      throw new UsageError(
        `There is no caller ${id}. ${ids.length === 0 ? 'There are none yet.' : `There are: ${ids.join(', ')}.`}`,
      );
    }
    return callers.map((each) => (each.id === id ? change(each) : each));
  };

/** A new key beside the one in use; for a revoked caller its only one. @throws UsageError where there are two already */
export const rotated = (id: string, hash: string): Change =>
  changed(id, (caller) => {
    if (caller.keys.length > 1) {
      throw new UsageError(
        `${id} has two keys already. If the caller has the newer one, end the older: callers retire ${id}. If nobody has the newer one, because it was never shown, end that: callers retire ${id} --newer`,
      );
    }
    return { ...caller, keys: [...caller.keys, hash] };
  });

/** One of two keys ends. @throws UsageError where there is only one, which would be to revoke the caller */
export const retired = (id: string, which: 'older' | 'newer'): Change =>
  changed(id, (caller) => {
    if (caller.keys.length < 2) {
      throw new UsageError(
        `${id} has one key only. To end its last one as well: callers revoke ${id}`,
      );
    }
    return { ...caller, keys: which === 'older' ? caller.keys.slice(1) : caller.keys.slice(0, 1) };
  });

/** All its keys end. The entry stays, so that nobody else is given its id. @throws UsageError where it has none */
export const revoked = (id: string): Change =>
  changed(id, (caller) => {
    if (caller.keys.length === 0) throw new UsageError(`${id} is revoked already.`);
    return { ...caller, keys: [] };
  });
