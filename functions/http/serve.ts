import { rowOf, type ProviderOperationId } from '../operations.ts';
import { readLedgerSecret } from '../ledger/ledger-secret.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { minuteMs, now } from '../platform/clock.ts';
import { fetchSecret, keepSecret } from '../platform/secrets.ts';
import { readSettings } from '../platform/settings.ts';
import type { AnyContract, Contract } from '../providers/contract.ts';
import type { Provider } from '../providers/provider.ts';
import { providerAccess } from '../providers/client/provider-access.ts';
import { fetchRestore, readRestore } from '../recovery/restore.ts';
import { executeMutation, type LedgerDependencies } from './execute-mutation.ts';
import { httpHandler, type HttpHandler } from './handler.ts';
import { passOnRead } from './pass-on-read.ts';

type Served = {
  readonly id: ProviderOperationId;
  readonly provider: Provider;
  readonly contract: AnyContract;
};

function startRead(served: Served): HttpHandler {
  const access = providerAccess(served.provider, secretsManager());
  // A read has no body that needs card data, and a path or a query never does.
  const operation = { ...served, cardData: 'tokens-only' as const };
  return httpHandler(served, (exchange, context) =>
    passOnRead(access, operation, {
      exchange,
      remainingMs: () => context.getRemainingTimeInMillis(),
    }),
  );
}

function startMutation(served: Served): HttpHandler {
  const settings = readSettings(['MODE', 'CARD_DATA', 'LEDGER_TABLE', 'LEDGER_SECRET']);
  const secrets = secretsManager();
  const client = dynamoDb();
  const ledger: LedgerDependencies = {
    mode: settings.MODE,
    table: settings.LEDGER_TABLE,
    client,
    restore: keepSecret(fetchRestore(client, settings.LEDGER_TABLE), readRestore, {
      now,
      freshMs: minuteMs,
      why: 'setting_unavailable',
    }),
    secret: keepSecret(fetchSecret(secrets, settings.LEDGER_SECRET), readLedgerSecret, { now }),
  };
  const access = providerAccess(served.provider, secrets);
  const operation = { ...served, cardData: settings.CARD_DATA };
  return httpHandler(served, (exchange, context) =>
    executeMutation({ access, ledger }, operation, {
      exchange,
      remainingMs: () => context.getRemainingTimeInMillis(),
    }),
  );
}

/**
 * An HTTP operation: its contract, for documents and tests, and how its Lambda starts. Importing an operation's file
 * reads no setting and opens no connection; its bundle calls `start` once per sandbox.
 */
export function serve<Id extends ProviderOperationId, Body>(
  provider: Provider,
  id: Id,
  contract: Contract<Id, Body>,
): { readonly contract: Contract<Id, Body>; readonly start: () => HttpHandler } {
  const served = { id, provider, contract: contract as unknown as AnyContract };
  return {
    contract,
    start: () => (rowOf(id).effect === 'mutation' ? startMutation(served) : startRead(served)),
  };
}
