import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { executeOnce, type Completed, type Ports } from '../ledger/execute-once.ts';
import type { LedgerSecret } from '../ledger/ledger-secret.ts';
import type { LedgerStore } from '../ledger/record.ts';
import { operationIdOf } from '../ledger/operation-id.ts';
import { ledgerStore } from '../ledger/table/store.ts';
import { now } from '../platform/clock.ts';
import { retryAdviceHeader } from '../platform/gateway-error.ts';
import type { LogLine } from '../platform/log.ts';
import { fetchAhead, type Secret } from '../platform/secrets.ts';
import type { AnyContract } from '../providers/contract.ts';
import type { Answer } from '../providers/outcome.ts';
import { filledSecret, type ProviderAccess } from '../providers/client/provider-access.ts';
import type { Restore } from '../recovery/restore.ts';
import { deadlineFor } from './deadline.ts';
import { guardRestoredTable } from './guard-restored-table.ts';
import type { Exchange } from './handler.ts';
import { writeIdempotencyKey } from './request/idempotency-key.ts';
import { orderAttemptsHeader, otherAttempts } from './order-attempts.ts';
import { withPlainForm } from './request/plain-form.ts';
import { claimRequestOf, prepare } from './prepare-mutation.ts';
import { readIntent, readRequest, type Operation } from './request/request.ts';
import { adviceAfter } from './response.ts';
import { sendAttempt } from './send-attempt.ts';
import { withLedgerSecret } from './with-ledger-secret.ts';

/** What a mutation needs besides its provider. */
export type LedgerDependencies = {
  readonly mode: string;
  readonly table: string;
  readonly client: DynamoDBClient;
  readonly secret: Secret<LedgerSecret>;
  /** Whether the table was restored; kept as secrets are. */
  readonly restore: Secret<Restore | undefined>;
};

/**
 * Executes an operation that moves money, or makes something. The request is read, the secrets are at hand and the time
 * suffices before anything is claimed, so that an error before the claim burns no key.
 *
 * @throws GatewayError what the caller is told instead of the provider's answer
 */
export async function executeMutation(
  to: { access: ProviderAccess; ledger: LedgerDependencies },
  operation: Operation & { contract: AnyContract },
  { exchange, remainingMs }: { exchange: Exchange; remainingMs: () => number },
): Promise<Answer> {
  const { access, ledger } = to;
  const { event, headers, line } = exchange;
  // 1. Who asks, and by which key.
  const { caller, key } = readIntent(event, operation);
  line.caller = caller.id;
  headers['Idempotency-Key'] = writeIdempotencyKey(key);
  // 2. Which operation that is. All that must be fetched is fetched side by side.
  fetchAhead(access.secret);
  const [ledgerSecret, restore] = await Promise.all([
    ledger.secret.current(),
    ledger.restore.current(),
  ]);
  const id = operationIdOf({
    namespace: ledgerSecret.namespace,
    mode: ledger.mode,
    caller: caller.id,
    operation: operation.id,
    key,
  });
  headers['X-Operation-Id'] = id;
  line.operationId = id;
  // 3. What is asked for, with which secret, and until when.
  const request = readRequest(await withPlainForm(event), operation);
  const secret = await filledSecret(access);
  const deadline = deadlineFor(remainingMs());
  const parts = { id, caller: caller.id, operation, request, ledgerSecret, secret };
  const prepared = prepare(parts, access.origin);
  // 4. Claim, send, complete: once.
  const ports = portsOf(ledger, deadline.table, line);
  const claimRequest = claimRequestOf(prepared);
  await guardRestoredTable(access, prepared, { claimRequest, restore, ports, deadline, line });
  const attempts = otherAttempts(ledger, access.provider, claimRequest);
  try {
    const completed = await withLedgerSecret(ledger.secret, (newest) => {
      const request = newest && claimRequestOf({ ...prepared, ledgerSecret: newest });
      return executeOnce(ports, request ?? claimRequest, (attempt) =>
        sendAttempt(access, prepared, { attempt, deadline, line }),
      );
    });
    return answerOf(completed, exchange);
  } finally {
    const others = await attempts;
    if (others !== undefined) headers[orderAttemptsHeader] = others;
  }
}

/** Counts what the table did not take of an operation that is claimed. */
const counting = (store: LedgerStore, line: LogLine): LedgerStore => ({
  ...store,
  update: async (id, write) => {
    const result = await store.update(id, write);
    if (result.kind === 'lost') line.notRecorded = 1;
    return result;
  },
});

const portsOf = (
  { client, table }: LedgerDependencies,
  signal: AbortSignal,
  line: LogLine,
): Ports => ({
  store: counting(ledgerStore(client, table, signal), line),
  now,
  token: randomUUID,
  reportFinding: (finding) => {
    line.finding = finding;
    line.findings = (line.findings ?? 0) + 1;
  },
});

/** The answer, with headers that say what may follow it, and whether it comes from the record or from a read. */
function answerOf({ answer, isReplay, wasRead }: Completed, { headers, line }: Exchange): Answer {
  headers[retryAdviceHeader] = adviceAfter(answer);
  if (isReplay) {
    headers['Idempotent-Replayed'] = 'true';
    line.outcome = 'replayed';
  }
  if (wasRead) headers['X-Result-Source'] = 'read';
  return answer;
}
