import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { OperationId } from '../operations.ts';
import { headersOf } from '../platform/headers.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { hasCardNumber } from '../platform/card-number.ts';
import { now, secondMs } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { readSettings } from '../platform/settings.ts';
import type { EventSource, ProviderEvent, WebhookRequest } from '../providers/event-source.ts';
import type { Provider } from '../providers/provider.ts';
import { providerAccess } from '../providers/client/provider-access.ts';
import { fromTable } from '../http/from-table.ts';
import { httpHandler, type HttpHandler } from '../http/handler.ts';
import { jsonAnswer } from '../http/response.ts';
import { ledgerIndexes } from '../ledger/table/indexes.ts';
import { ledgerStore } from '../ledger/table/store.ts';
import type { Registry } from '../providers/registry.ts';
import { orderItems } from '../orders/order-items.ts';
import { receive } from './apply.ts';
import { inboxStore } from './inbox-store.ts';
import { webhookCheck } from './webhook-secret.ts';

/** Well above a payment with all its refunds; nothing larger is read. */
const bytesMax = 256 * 1024;

/** What a provider is told: that nothing need be delivered again. */
const taken = jsonAnswer(200, { received: true });

/** What is kept at the end of a request for its answer. */
const reserveMs = 3 * secondMs;

/** The bytes as they came: API Gateway hands them over as text, or in base64. */
function webhookIn({
  body,
  isBase64Encoded,
  multiValueHeaders,
  pathParameters,
}: APIGatewayProxyEvent): WebhookRequest {
  const path = Object.entries(pathParameters ?? {}).map(([name, value = '']) => [name, value]);
  return {
    bytes: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    headers: headersOf(multiValueHeaders),
    path: Object.fromEntries(path) as Record<string, string>,
  };
}

/** What goes into keys of the table: never a card's number, whoever sends it. */
const textsOf = ({ id, type, payment }: ProviderEvent): string => [id, type, payment].join('\n');

/** The event; undefined where it is about something else. @throws GatewayError invalid_parameter */
function readEvent(source: EventSource, bytes: Buffer): ProviderEvent | undefined {
  const parsed = source.parseEvent(bytes);
  if (parsed === 'ignored') return undefined;
  if (parsed !== 'unreadable' && !hasCardNumber(textsOf(parsed))) return parsed;
  const message = 'The event has a form that is not understood.';
  throw new GatewayError('invalid_parameter', { message, why: 'unreadable_event' });
}

const notGenuine =
  'The webhook’s signature is missing, or was not made with the secret that is kept here for webhooks.';

/**
 * A function that takes a provider's webhooks. It answers 200 only once all is done about an event, or nothing need be
 * done; with anything else the provider delivers again, and recovery goes on with what is received.
 */
export function receiveWebhooks(
  id: OperationId,
  {
    source,
    provider,
    contracts,
  }: { source: EventSource; provider: Provider; contracts: Registry['contracts'] },
): HttpHandler {
  const { LEDGER_TABLE: table } = readSettings(['LEDGER_TABLE']);
  const client = dynamoDb();
  const secrets = secretsManager();
  const access = providerAccess(provider, secrets);
  const isGenuine = webhookCheck(source, access, secrets);
  const indexes = ledgerIndexes(client, table);
  const inbox = inboxStore(client, table);
  const readOrder = (order: string) => orderItems(client, table, { order });
  const providers = new Map([[provider.name, access]]);
  const registry = { providers: [provider], contracts };

  return httpHandler({ id, provider }, async ({ event, line }, lambda) => {
    const request = webhookIn(event);
    if (request.bytes.length > bytesMax || !(await isGenuine(request))) {
      line.forged = 1;
      throw new GatewayError('unauthorized', { message: notGenuine });
    }
    const parsed = readEvent(source, request.bytes);
    if (parsed === undefined) {
      line.outcome = 'ignored';
      return taken;
    }
    line.object = parsed.payment;
    const until = AbortSignal.timeout(Math.max(0, lambda.getRemainingTimeInMillis() - reserveMs));
    const recovery = {
      ...{ indexes, now, registry, providers, line, until },
      token: randomUUID,
      store: ledgerStore(client, table, until),
      report: (finding: string) => {
        line.finding = finding;
        line.findings = (line.findings ?? 0) + 1;
      },
    };
    const context = { inbox, source, access, recovery, readOrder };
    line.outcome = await fromTable(receive(context, parsed, 'webhook'));
    if (line.outcome !== 'later') return taken;
    const message = 'The event is kept, and not applied yet. Deliver it again.';
    throw new GatewayError('not_attempted', { message, why: 'not_applied', retryAfterS: 60 });
  });
}
