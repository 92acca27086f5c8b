import type { Stack } from 'aws-cdk-lib';
import type { Provider } from '../../../functions/providers/provider.ts';
import { Callers } from './callers.ts';
import { CanarySecret } from './canary-secret.ts';
import { EncryptionKey } from './encryption-key.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import { LedgerSecret } from './ledger-secret.ts';
import { LedgerTable } from './ledger-table.ts';
import type { Grantor } from '../operation-function.ts';
import { ProviderSecret } from './provider-secret.ts';

/** What outlives a stack, and what people have to know of it. */
export type Stores = {
  readonly ledger: LedgerTable;
  /** The merchant's own key, where there is one. */
  readonly key: EncryptionKey | undefined;
  readonly grantors: readonly Grantor[];
  readonly outputs: Readonly<Record<string, string>>;
};

/** Makes the table and the secrets, and the key that encrypts them where an environment asks for one of its own. */
export function makeStores(
  stack: Stack,
  environment: CompleteEnvironment,
  providers: readonly Provider[],
): Stores {
  const { customerManagedKey, operators, ledgerTableName, ledgerStreamArn } = environment;
  const { leaveTable, ledgerSecretArn } = environment;
  const key = customerManagedKey ? new EncryptionKey(stack, 'EncryptionKey') : undefined;
  const ledger = new LedgerTable(stack, 'LedgerTable', {
    key,
    operators,
    restoredTable: ledgerTableName,
    restoredStream: ledgerStreamArn,
    leaveOut: leaveTable,
  });
  const callers = new Callers(stack, 'Callers', { key, operators });
  const canary = new CanarySecret(stack, 'Canary', { key, operators });
  const secrets = providers.map((provider) => {
    const version = environment.providerVersions?.[provider.name];
    const id = `Provider.${provider.name}`;
    return new ProviderSecret(stack, id, { provider, version, key, operators });
  });
  const ledgerSecret = new LedgerSecret(stack, 'LedgerSecret', {
    key,
    operators,
    arnInUse: ledgerSecretArn,
  });
  return {
    ledger,
    key,
    grantors: [ledger, ledgerSecret, callers, canary, ...secrets],
    outputs: {
      LedgerTableName: ledger.inUse.tableName,
      CallersSecretArn: callers.secretArn,
      LedgerSecretArn: ledgerSecretArn ?? ledgerSecret.secretArn,
      ...Object.fromEntries(secrets.map(({ outputName, secretArn }) => [outputName, secretArn])),
    },
  };
}
