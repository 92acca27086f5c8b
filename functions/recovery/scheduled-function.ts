import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { OperationId } from '../operations.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import type { Catalogue } from './open-operation.ts';
import { now, secondMs } from '../platform/clock.ts';
import { ledgerIndex } from '../ledger/indexes.ts';
import { ledgerTable } from '../ledger/store.ts';
import { writeLine, type Line } from '../platform/log.ts';
import { metricsIn } from '../platform/metrics.ts';
import type { Desk } from './recover-provider.ts';
import { fetchSecret, keepSecret, readProviderSecret } from '../platform/secrets.ts';
import { readProviderSettings, readSettings } from '../platform/settings.ts';

export type ScheduledHandler = (event: unknown, context: Context) => Promise<Counts>;

/** What a round did, by name. Names that end in `Ms` are durations. */
export type Counts = Readonly<Record<string, number>>;

/** The ledger's table, for what is not an operation's record. */
export type Ledger = { readonly client: DynamoDBClient; readonly table: string };

/** Kept at the end of a round for what is under way. */
const reserveMs = 8 * secondMs;

/**
 * A function that a schedule starts: it goes round what is on record, and leaves one line with what it did and one for
 * everything that a person must know of. What it throws, the schedule's dead-letter queue shows.
 *
 * @param metrics which of its counts become metrics, besides the findings; each costs money every month
 * @throws Error that names missing settings
 */
export function rounds(
  { id, metrics }: { readonly id: OperationId; readonly metrics: readonly string[] },
  catalogue: Catalogue,
  goRound: (desk: Desk, ledger: Ledger) => Promise<Counts>,
): ScheduledHandler {
  const { MODE: mode, LEDGER_TABLE } = readSettings(['MODE', 'LEDGER_TABLE']);
  const client = dynamoDb();
  const secrets = secretsManager();
  const destinations = new Map(
    catalogue.providers.map((provider) => {
      const { origin, secret } = readProviderSettings(provider.name);
      const kept = keepSecret(fetchSecret(secrets, secret), readProviderSecret, { now });
      return [provider.name, { provider, origin, secret: kept }];
    }),
  );
  const index = ledgerIndex(client, LEDGER_TABLE);

  return async (_event, context) => {
    const startedAt = now();
    const lineOf = (): Line => ({
      time: new Date(now()).toISOString(),
      requestId: context.awsRequestId,
      operation: id,
    });
    const remainingMs = context.getRemainingTimeInMillis();
    let findings = 0;
    const desk: Desk = {
      table: ledgerTable(client, LEDGER_TABLE, AbortSignal.timeout(remainingMs)),
      index,
      now,
      catalogue,
      destinations,
      line: lineOf(),
      report: (finding, about) => {
        findings += 1;
        writeLine({ ...lineOf(), finding, ...about });
      },
      until: AbortSignal.timeout(Math.max(0, remainingMs - reserveMs)),
    };
    const counts = await goRound(desk, { client, table: LEDGER_TABLE });
    const all = { ...counts, findings, totalMs: now() - startedAt };
    writeLine({ ...lineOf(), mode, ...all, ...metricsIn([...metrics, 'findings'], startedAt) });
    return all;
  };
}
