import { dynamoDb } from '../../platform/aws.ts';
import { now } from '../../platform/clock.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { readSettings } from '../../platform/settings.ts';
import { eventSources } from '../../providers/event-sources.ts';
import { orderKey } from '../../providers/order-key.ts';
import { providers } from '../../providers/providers.ts';
import { readCaller } from '../../http/caller.ts';
import { httpHandler, type HttpHandler } from '../../http/handler.ts';
import { gatewayApi, jsonAnswer } from '../../http/response.ts';
import { attemptsIn, orderStateOf, type Attempt } from '../../inbox/order.ts';
import { paymentIndexes } from '../../inbox/payment-indexes.ts';

const id = 'gateway.order.show';

/** API Gateway hands a part of a path over as it was written. Undefined where it cannot be decoded. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const answerOf = ({ at, amount, currency, ...attempt }: Attempt): object => ({
  ...attempt,
  amount: amount ?? null,
  currency: currency ?? null,
  at: new Date(at).toISOString(),
});

/** Shows every attempt to pay an order, and what the order is. It may lag a second. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: table } = readSettings(['LEDGER_TABLE']);
  const indexes = paymentIndexes(dynamoDb(), table);

  return httpHandler({ id, provider: gatewayApi }, async ({ event, line }) => {
    line.caller = readCaller(event.requestContext.authorizer, id).id;
    const { provider: name = '', orderNumber = '' } = event.pathParameters ?? {};
    const source = eventSources.find(({ provider }) => provider === name);
    const number = decoded(orderNumber);
    const key = orderKey(name, number);
    const message = 'Nothing is on record of this order.';
    if (source === undefined || key === undefined) throw new GatewayError('not_found', { message });
    const items = await indexes.attempts(key).catch((cause: unknown) => {
      throw new GatewayError('not_attempted', { why: 'table', cause, retryAfterS: 2 });
    });
    if (items.length === 0) throw new GatewayError('not_found', { message });
    const { sessionOperation } = providers.find((provider) => provider.name === name) ?? {};
    const attempts = attemptsIn(items, { ...source, sessionOperation }, now());
    line.outcome = 'done';
    return jsonAnswer(200, {
      resource: 'order',
      provider: name,
      number: key.slice(name.length + 1),
      state: orderStateOf(attempts),
      data: attempts.map(answerOf),
    });
  });
}
