import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { OperationId } from '../operations.ts';
import { ledgerIndexes } from '../ledger/table/indexes.ts';
import { ledgerStore } from '../ledger/table/store.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { now, secondMs } from '../platform/clock.ts';
import { writeLine, type LogLine } from '../platform/log.ts';
import { directivesFor } from '../platform/metric-directives.ts';
import { isServed, readSettings } from '../platform/settings.ts';
import { providerAccess } from '../providers/client/provider-access.ts';
import type { Registry } from '../providers/registry.ts';
import { newProviderReads } from './reads.ts';
import type { RecoveryContext } from './recovery-context.ts';

export type ScheduledHandler = (event: unknown, context: Context) => Promise<Counts>;

/** What a run did, by name. Names that end in `Ms` are durations. */
export type Counts = Readonly<Record<string, number>>;

/** The ledger's table, for what is not an operation's record. */
export type LedgerTable = { readonly client: DynamoDBClient; readonly table: string };

/** What is kept at the end of a run: to write what was read, and then to count and to tell. */
export const reserveMs = { reads: 8 * secondMs, writes: 3 * secondMs };

/**
 * A function that a schedule starts. It leaves one log line with what it did, one for everything that a person must know,
 * and one for each operation that it completed. Those of its counts that functions/metrics.ts lists are metrics. What it throws is shown by the schedule's dead-letter queue.
 *
 * @throws Error that names missing settings
 */
export function scheduledFunction(
  id: OperationId,
  registry: Registry,
  run: (context: RecoveryContext, ledger: LedgerTable) => Promise<Counts>,
): ScheduledHandler {
  const settings = readSettings(['METRICS_NAMESPACE', 'LEDGER_TABLE']);
  const { METRICS_NAMESPACE: namespace, LEDGER_TABLE: table } = settings;
  const client = dynamoDb();
  const secrets = secretsManager();
  const providers = new Map(
    registry.providers
      .filter(({ name }) => isServed(name))
      .map((provider) => [provider.name, providerAccess(provider, secrets)]),
  );
  const indexes = ledgerIndexes(client, table);
  const reads = new Map([...providers.keys()].map((name) => [name, newProviderReads()]));

  return async (_event, lambda) => {
    const startedAt = now();
    const lineOf = (): LogLine => ({
      time: new Date(now()).toISOString(),
      requestId: lambda.awsRequestId,
      operation: id,
    });
    const remainingMs = lambda.getRemainingTimeInMillis();
    const endsBefore = (ms: number): AbortSignal =>
      AbortSignal.timeout(Math.max(0, remainingMs - ms));
    let findings = 0;
    const context: RecoveryContext = {
      store: ledgerStore(client, table, AbortSignal.timeout(remainingMs)),
      indexes,
      now,
      token: randomUUID,
      registry,
      providers,
      reads,
      line: lineOf(),
      report: (finding, about) => {
        findings += 1;
        writeLine({ ...lineOf(), finding, ...about });
      },
      completed: (operationId) => {
        writeLine({ ...lineOf(), operationId, outcome: 'recovered' });
      },
      until: endsBefore(reserveMs.reads),
      writesUntil: endsBefore(reserveMs.writes),
    };
    const counts = await run(context, { client, table });
    const all = { ...counts, findings };
    const line = { ...lineOf(), ...all };
    const directives = directivesFor(namespace, startedAt, line);
    writeLine({ ...line, runMs: now() - startedAt, ...directives });
    return all;
  };
}
