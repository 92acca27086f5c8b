import * as z from 'zod/mini';
import type { Item } from '../../ledger/table/items.ts';
import { attributes, tableKey } from '../../ledger/table/schema.ts';
import { dynamoDb } from '../../platform/aws.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { jsonIn } from '../../platform/body/json-in.ts';
import { readSettings } from '../../platform/settings.ts';
import { namedProvider } from '../../providers/named-provider.ts';
import { readCaller } from '../../http/caller.ts';
import { fromTable } from '../../http/from-table.ts';
import { httpHandler, type HttpHandler } from '../../http/handler.ts';
import { idPattern } from '../../http/request/request-limits.ts';
import { gatewayApi, jsonAnswer } from '../../http/response.ts';
import { entryOf, inOrder, withOrigins } from '../../inbox/history.ts';
import { inboxStore } from '../../inbox/inbox-store.ts';
import { paymentIndexes } from '../../inbox/payment/indexes.ts';
import { paymentAnswer } from '../../inbox/payment/answer.ts';

const id = 'gateway.payment.history';

/** Lines of a page. */
const most = 50;

const Text = z.strictObject({ S: z.string().check(z.minLength(1)) });

/** A key of the index by payment: with anything else the table refuses to read. */
const Cursor = z.strictObject({
  [tableKey.partition]: Text,
  [tableKey.sort]: Text,
  [attributes.resource]: Text,
  [attributes.resourceAt]: z.strictObject({ N: z.string().check(z.regex(/^\d{1,15}$/)) }),
});

/** Where a page begins: an index key as text, which only the gateway makes. */
const cursorOf = (key: Item | undefined): string | null =>
  key === undefined ? null : Buffer.from(JSON.stringify(key)).toString('base64url');

function keyIn(cursor: string | undefined, resource: string): Item | undefined {
  if (cursor === undefined) return undefined;
  const { data: key } = Cursor.safeParse(jsonIn(Buffer.from(cursor, 'base64url')));
  if (key?.[attributes.resource].S === resource) return key;
  const message = 'page is not the next_page of an answer about this payment.';
  throw new GatewayError('invalid_parameter', { param: 'page', message });
}

/** Shows what happened to a payment, oldest first, and how it is now. It may lag a second. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: table } = readSettings(['LEDGER_TABLE']);
  const client = dynamoDb();
  const indexes = paymentIndexes(client, table);
  const inbox = inboxStore(client, table);

  return httpHandler({ id, provider: gatewayApi }, async ({ event, line }) => {
    line.caller = readCaller(event.requestContext.authorizer, id).id;
    const { provider = '', paymentId = '' } = event.pathParameters ?? {};
    const of = namedProvider(provider);
    const message = 'Nothing is on record of this payment.';
    if (!idPattern.test(paymentId)) throw new GatewayError('not_found', { message });
    const resource = `${provider}#${paymentId}`;
    const from = keyIn(event.queryStringParameters?.['page'], resource);
    const [page, payment] = await fromTable(
      Promise.all([indexes.history(resource, most, from), inbox.payment(provider, paymentId)]),
    );
    // A page that is full has a next one, which may be empty.
    const isRecorded = [from, payment, page.items[0]].some((found) => found !== undefined);
    if (!isRecorded) throw new GatewayError('not_found', { message });
    line.outcome = 'done';
    return jsonAnswer(200, {
      resource: 'history',
      payment: payment === undefined ? null : paymentAnswer(provider, payment.view),
      data: withOrigins(inOrder(page.items.map(entryOf), Object.keys(of.phases))),
      next_page: cursorOf(page.next),
    });
  });
}
