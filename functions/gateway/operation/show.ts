import type { OperationRecord } from '../../ledger/record.ts';
import { operationIdPattern } from '../../ledger/operation-id.ts';
import { ledgerStore } from '../../ledger/table/store.ts';
import { readCaller } from '../../http/caller.ts';
import { httpHandler, type HttpHandler } from '../../http/handler.ts';
import { adviceAfter, gatewayApi, jsonAnswer } from '../../http/response.ts';
import { dynamoDb } from '../../platform/aws.ts';
import { hasCardNumber } from '../../platform/card-number.ts';
import { secondMs } from '../../platform/clock.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { readSettings } from '../../platform/settings.ts';

const id = 'gateway.operation.show';

/** The table's own time-outs and tries end before this. */
const timeoutMs = 6 * secondMs;

const moment = (ms: number): string => new Date(ms).toISOString();

/** What its caller may know of an operation. The body is text, as it is on record. */
export function operationView({ result, body, resolvedBy, ...record }: OperationRecord): object {
  return {
    id: record.id,
    resource: 'operation',
    operation: record.operation,
    state: record.state.toLowerCase(),
    created_at: moment(record.firstAt),
    last_attempt_at: moment(record.lastAt),
    attempts: record.attempts,
    object: result?.object ?? null,
    // For whoever has not kept the request, and cannot send it again to be told.
    retry: result === undefined ? 'same_request' : adviceAfter(result),
    result:
      result === undefined
        ? null
        : {
            source: result.why,
            decided_by_person: resolvedBy !== undefined,
            status: result.status,
            content_type: result.contentType ?? null,
            body: body ?? null,
          },
  };
}

const message = 'This caller has no such operation.';

/** Shows one operation to the caller that asked for it. Those of other callers do not exist for it. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: table } = readSettings(['LEDGER_TABLE']);
  const client = dynamoDb();

  return httpHandler({ id, provider: gatewayApi }, async (exchange) => {
    const { event, line } = exchange;
    const caller = readCaller(event.requestContext.authorizer, id);
    line.caller = caller.id;
    const operationId = event.pathParameters?.['operationId'] ?? '';
    // An id of a caller's own making may hold a card number, so it is in the log only once it is found.
    const mayExist = operationIdPattern.test(operationId) && !hasCardNumber(operationId);
    if (!mayExist) throw new GatewayError('not_found', { message });
    const stored = await ledgerStore(client, table, AbortSignal.timeout(timeoutMs)).get(
      operationId,
    );
    if (stored.kind === 'lost') {
      throw new GatewayError('not_attempted', {
        why: 'table',
        cause: stored.cause,
        retryAfterS: 2,
      });
    }
    if (stored.kind === 'absent') throw new GatewayError('not_found', { message });
    const { record } = stored;
    line.operationId = operationId;
    if (record === 'unreadable') throw new GatewayError('outcome_unknown', { retryAfterS: 5 });
    if (record.caller !== caller.id) throw new GatewayError('not_found', { message });
    line.outcome = 'done';
    return jsonAnswer(200, operationView(record));
  });
}
