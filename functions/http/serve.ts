import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rowOf, type ProviderOperationId } from '../operations.ts';
import type { Provider } from '../providers/provider.ts';
import type { Destination } from '../providers/call.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { minuteMs, now } from '../platform/clock.ts';
import type { AnyContract, Contract } from '../providers/contract.ts';
import { passOnce } from './execute-mutation.ts';
import { passRead } from './pass-on-read.ts';
import { fetchRestore, readRestore } from '../recovery/restore.ts';
import {
  fetchSecret,
  keepSecret,
  readLedgerSecret,
  readProviderSecret,
} from '../platform/secrets.ts';
import { readProviderSettings, readSettings } from '../platform/settings.ts';
import { shell, type HttpHandler } from './handler.ts';

type Served = {
  readonly id: ProviderOperationId;
  readonly provider: Provider;
  readonly contract: AnyContract;
};

/** The provider as this function reaches it. @throws Error that names missing settings */
function destinationOf(provider: Provider, secrets: SecretsManagerClient): Destination {
  const { origin, secret } = readProviderSettings(provider.name);
  return {
    provider,
    origin,
    secret: keepSecret(fetchSecret(secrets, secret), readProviderSecret, { now }),
  };
}

function startRead(served: Served): HttpHandler {
  const destination = destinationOf(served.provider, secretsManager());
  // A read has no body, so there is no card in it to refuse.
  const operation = { ...served, cardData: 'accept' as const };
  return shell(served, (exchange, context) =>
    passRead(destination, operation, {
      exchange,
      remainingMs: () => context.getRemainingTimeInMillis(),
    }),
  );
}

function startOnce(served: Served): HttpHandler {
  const settings = readSettings(['MODE', 'CARD_DATA', 'LEDGER_TABLE', 'LEDGER_SECRET']);
  const secrets = secretsManager();
  const client = dynamoDb();
  const books = {
    mode: settings.MODE,
    tableName: settings.LEDGER_TABLE,
    client,
    restore: keepSecret(fetchRestore(client, settings.LEDGER_TABLE), readRestore, {
      now,
      freshMs: minuteMs,
      why: 'setting_unavailable',
    }),
    secret: keepSecret(fetchSecret(secrets, settings.LEDGER_SECRET), readLedgerSecret, { now }),
  };
  const destination = destinationOf(served.provider, secrets);
  const operation = { ...served, cardData: settings.CARD_DATA };
  return shell(served, (exchange, context) =>
    passOnce({ destination, books }, operation, {
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
    start: () => (rowOf(id).effect === 'once' ? startOnce(served) : startRead(served)),
  };
}
