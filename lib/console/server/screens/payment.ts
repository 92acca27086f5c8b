import {
  deliveryLog,
  type FoundDelivery,
} from '../../../../functions/deliveries/log/delivery-log.ts';
import type { PaymentRecord } from '../../../../functions/inbox/payment/record.ts';
import { operations, rowOf, type OperationId } from '../../../../functions/operations.ts';
import { readHistory } from '../../../cli/payment-history.ts';
import { UsageError } from '../../../host/usage-error.ts';
import type { PaymentScreen } from '../../api/payment.ts';
import { dashboards } from '../../providers/registry.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readOrder } from '../../reading/orders.ts';
import { orderKeyOf, paymentRow } from '../../reading/rows.ts';
import {
  readable,
  readPaymentRecord,
  readRecords,
  type PaymentName,
} from '../../reading/records.ts';
import { rowsOfOrder } from '../../reading/subjects.ts';
import { readTimeline } from '../../reading/timeline.ts';
import { textIn, type Query } from '../query.ts';

/** Deliveries of one payment to one end point that are shown. */
const deliveriesMost = 100;

async function deliveriesOf(
  { target, endpoints }: Gateway,
  resource: string,
): Promise<FoundDelivery[]> {
  const log = deliveryLog(target.ledger.client, target.ledger.table);
  const found: FoundDelivery[] = [];
  for (const endpoint of endpoints) {
    let count = 0;
    for await (const each of log.ofPayment(endpoint, resource)) {
      found.push(each);
      count += 1;
      if (count >= deliveriesMost) break;
    }
  }
  return found;
}

/** Where a person sees it at its provider. */
function dashboardOf({ provider, id }: PaymentName): PaymentScreen['dashboard'] {
  const dashboard = dashboards[provider];
  return dashboard === undefined ? null : { name: dashboard.name, url: dashboard.paymentUrl(id) };
}

/** How a caller has a payment refunded; null where the gateway has no operation for that. */
function refundOf({ provider, id }: PaymentName): string | null {
  const operation = `${provider}.payment.refund`;
  if (!Object.hasOwn(operations, operation)) return null;
  return rowOf(operation as OperationId).route?.replace(/\{\w+\}/, () => id) ?? null;
}

/** What the record of the payment itself says of how it was made. */
const madeOf = (
  record: PaymentRecord | undefined,
): Pick<PaymentScreen, 'session' | 'operation'> => {
  const { session = null, reference = null } = record?.view ?? {};
  return { session, operation: reference };
};

/** Everything that is on record of one payment. @throws UsageError where nothing is */
export async function payment(gateway: Gateway, query: Query): Promise<PaymentScreen> {
  const name = { provider: textIn(query, 'provider'), id: textIn(query, 'id') };
  const { ledger } = gateway.target;
  const [record, { entries, isCut }, deliveries] = await Promise.all([
    readPaymentRecord(ledger, name),
    readHistory(ledger, name),
    deliveriesOf(gateway, `${name.provider}#${name.id}`),
  ]);
  if (record === undefined && entries.length === 0) {
    throw new UsageError(`Nothing is on record of ${name.id}. See that the id is whole.`);
  }
  const ids = entries.filter(({ cause }) => cause === 'operation').map(({ id }) => id);
  const records = readable(await readRecords(ledger, ids));
  const key = orderKeyOf(name, record, records);
  const order = key === undefined ? undefined : await readOrder(ledger, key);
  const made = madeOf(record);
  const madeBy = made.operation ?? undefined;
  return {
    row: paymentRow({ name, record, order, operations: records }),
    refund: refundOf(name),
    ...made,
    attempts: key === undefined ? [] : await rowsOfOrder(ledger, key),
    timeline: await readTimeline(ledger, entries, { madeBy, deliveries }),
    isCut,
    dashboard: dashboardOf(name),
  };
}
