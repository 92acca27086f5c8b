import { komoju } from '../providers/komoju/komoju.ts';
import { dynamoDb } from '../platform/aws.ts';
import { readCaller } from '../http/caller.ts';
import { secondMs } from '../platform/clock.ts';
import type { Entry } from '../ledger/record.ts';
import { ledgerTable } from '../ledger/store.ts';
import { Refusal } from '../platform/gateway-error.ts';
import { readSettings } from '../platform/settings.ts';
import { shell, type HttpHandler } from '../http/handler.ts';

const id = 'gateway.operation.show';

/** The table's own time-outs and tries end before this. */
const patienceMs = 6 * secondMs;

const moment = (ms: number): string => new Date(ms).toISOString();

/** What its caller may know of an operation. The body is text, byte for byte as the provider sent it. */
export function tellOperation({ result, body, settledBy, ...entry }: Entry): object {
  return {
    id: entry.id,
    resource: 'operation',
    operation: entry.operation,
    state: entry.state.toLowerCase(),
    created_at: moment(entry.firstAt),
    last_attempt_at: moment(entry.lastAt),
    attempts: entry.attempts,
    object: result?.object ?? null,
    result:
      result === undefined
        ? null
        : {
            source: result.why,
            decided_by_person: settledBy !== undefined,
            status: result.status,
            content_type: result.contentType ?? null,
            body: body ?? null,
          },
  };
}

const message = 'This caller has no such operation.';

/** Shows one operation to the caller that asked for it; those of others are not there for it. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: table } = readSettings(['LEDGER_TABLE']);
  const client = dynamoDb();

  return shell({ id, provider: { ...komoju, name: 'gateway' } }, async ({ event, line }) => {
    const caller = readCaller(event.requestContext.authorizer, id);
    line.caller = caller.id;
    const asked = event.pathParameters?.['operationId'] ?? '';
    const isId = /^op_[0-9A-Z]{26}$/.test(asked);
    if (!isId) throw new Refusal('not_found', { message });
    line.operationId = asked;
    const found = await ledgerTable(client, table, AbortSignal.timeout(patienceMs)).get(asked);
    if (found.kind === 'lost') {
      throw new Refusal('not_attempted', { why: 'table', cause: found.cause, retryAfterS: 2 });
    }
    if (found.kind === 'absent') throw new Refusal('not_found', { message });
    if (found.entry === 'unreadable') throw new Refusal('outcome_unknown', { retryAfterS: 5 });
    if (found.entry.caller !== caller.id) throw new Refusal('not_found', { message });
    line.outcome = 'done';
    return {
      status: 200,
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(tellOperation(found.entry)),
    };
  });
}
