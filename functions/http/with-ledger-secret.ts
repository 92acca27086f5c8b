import { isKeyMissing } from '../ledger/errors.ts';
import type { LedgerSecret } from '../ledger/ledger-secret.ts';
import type { Secret } from '../platform/secrets.ts';

/**
 * Runs an operation, at first with the ledger's secret that is at hand. Another process may hold a newer one, and have
 * made the record with a fingerprint key that this one lacks; nothing was claimed then, and it runs once more with the
 * secret as it is now.
 *
 * @throws GatewayError what `run` throws; of a key that is missing only where the newest secret lacks it, too
 */
export const withLedgerSecret = <Result>(
  secret: Secret<LedgerSecret>,
  run: (newest?: LedgerSecret) => Promise<Result>,
): Promise<Result> =>
  run().then(undefined, async (error: unknown) => {
    const newest = isKeyMissing(error) ? await secret.refetch() : undefined;
    if (newest === undefined) throw error;
    return run(newest);
  });
