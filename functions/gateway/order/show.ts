import { unescape } from 'node:querystring';
import { dynamoDb } from '../../platform/aws.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { readSettings } from '../../platform/settings.ts';
import { orderKey } from '../../providers/order-key.ts';
import { namedProvider } from '../../providers/named-provider.ts';
import { readCaller } from '../../http/caller.ts';
import { fromTable } from '../../http/from-table.ts';
import { httpHandler, type HttpHandler } from '../../http/handler.ts';
import { gatewayApi, jsonAnswer } from '../../http/response.ts';
import { attemptsIn, orderStateOf, type Attempt } from '../../orders/attempts.ts';
import { orderItems } from '../../orders/order-items.ts';

const id = 'gateway.order.show';

const answerOf = ({ at, amount, currency, operation, ...attempt }: Attempt): object => ({
  ...attempt,
  operation: operation ?? null,
  amount: amount ?? null,
  currency: currency ?? null,
  at: new Date(at).toISOString(),
});

/** Shows every attempt to pay an order, and what the order is. It may lag a second. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: table } = readSettings(['LEDGER_TABLE']);
  const client = dynamoDb();

  return httpHandler({ id, provider: gatewayApi }, async ({ event, line }) => {
    line.caller = readCaller(event.requestContext.authorizer, id).id;
    const { provider: name = '', orderNumber = '' } = event.pathParameters ?? {};
    const of = namedProvider(name);
    // API Gateway hands a part of a path over as it was written.
    const key = orderKey(name, unescape(orderNumber));
    const message = 'Nothing is on record of this order.';
    if (key === undefined) throw new GatewayError('not_found', { message });
    const items = await fromTable(orderItems(client, table, { order: key }));
    if (items.length === 0) throw new GatewayError('not_found', { message });
    const attempts = attemptsIn(items, of);
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
