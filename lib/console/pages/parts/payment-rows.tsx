import type { JSX } from 'preact';
import type { PaymentRow, RefundRow } from '../../api/payments.ts';
import { Badge, plainWord, toneOf, type Tone } from './badge.tsx';
import { csv } from './csv.ts';
import { decimalText } from './amounts.ts';
import { Table } from './table.tsx';
import { Amount, Moment, OperationLink, OrderLink, PaymentLink } from './values.tsx';

/** What came of a row, as its provider says it; what nobody knows is said so. */
export function RowState({ row }: { readonly row: PaymentRow }): JSX.Element {
  const isUnknown = row.kind === 'operation' && row.phase === 'payable';
  const tone: Tone = toneOf(row.phase);
  return (
    <>
      <Badge tone={tone}>{isUnknown ? 'outcome unknown' : plainWord(row.state)}</Badge>
      {row.kind === 'session' && <span class="quiet"> session</span>}
      {row.kind === 'payment' && row.openOperations > 0 && (
        <>
          {' '}
          <Badge tone="wait">{`${String(row.openOperations)} operation open`}</Badge>
        </>
      )}
    </>
  );
}

const refundKinds = {
  refund: 'refund',
  chargeback: 'charged back',
  uncaptured: 'never captured',
} as const;

const RefundLine = ({
  refund: { amount, state, kind },
  currency,
}: {
  readonly refund: RefundRow;
  readonly currency: string | null;
}): JSX.Element => (
  <li>
    <Amount value={-amount} currency={currency} /> {refundKinds[kind]}
    {state === 'done' ? '' : `, ${state}`}
  </li>
);

/** A payment that was not read yet is as it was asked for. A session has no tax of its own. */
const isBeforeTax = ({ kind, total, amount }: PaymentRow): boolean =>
  kind !== 'session' && total === null && amount !== null;

/** The amount, and below it what was given back or taken. */
export const RowAmount = ({ row }: { readonly row: PaymentRow }): JSX.Element => (
  <>
    <Amount value={row.total ?? row.amount} currency={row.currency} />
    {isBeforeTax(row) && <div class="quiet">before tax and fee</div>}
    {row.refunds.length > 0 && (
      <ul class="refunds">
        {row.refunds.map((refund) => (
          <RefundLine key={refund.id} refund={refund} currency={row.currency} />
        ))}
      </ul>
    )}
  </>
);

/** The other payments of an order that was paid twice, on the rows that are paid. */
const AlsoPaid = ({
  row: { order, id, provider, phase },
}: {
  readonly row: PaymentRow;
}): JSX.Element => (
  <>
    {phase === 'paid' &&
      (order?.paid ?? [])
        .filter((other) => other !== id)
        .map((other) => (
          <div class="quiet" key={other}>
            also by <PaymentLink provider={provider} id={other} />
          </div>
        ))}
  </>
);

/** The order that it is to pay; said loudly where that was paid twice. */
export const RowOrder = ({ row }: { readonly row: PaymentRow }): JSX.Element =>
  row.order === null ? (
    <span class="quiet">none</span>
  ) : (
    <>
      <OrderLink number={row.order.number} />
      {row.order.state === 'paid_twice' && (
        <>
          {' '}
          <Badge tone="bad">paid twice</Badge>
          <AlsoPaid row={row} />
        </>
      )}
    </>
  );

const RowName = ({ row: { kind, provider, id } }: { readonly row: PaymentRow }): JSX.Element => (
  <>
    {kind === 'payment' && <PaymentLink provider={provider} id={id} />}
    {kind === 'operation' && <OperationLink id={id} />}
    {kind === 'session' && <span class="id">{id}</span>}
    <span class="quiet"> {provider}</span>
  </>
);

const keyOf = ({ kind, provider, id }: PaymentRow): string => `${kind} ${provider} ${id}`;

/** Rows of payments, with the refunds inside the row. */
export const PaymentTable = ({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly PaymentRow[];
}): JSX.Element => (
  <Table
    caption={caption}
    heads={['Last request', 'State', 'Amount', 'Paid by', 'Order', 'Payment']}
    rows={rows.map((row) => ({
      key: keyOf(row),
      cells: [
        <Moment at={row.lastAt} />,
        <RowState row={row} />,
        <RowAmount row={row} />,
        row.method ?? '—',
        <RowOrder row={row} />,
        <RowName row={row} />,
      ],
    }))}
  />
);

/** The same of one order, where there is no room for all. */
export const AttemptTable = ({ rows }: { readonly rows: readonly PaymentRow[] }): JSX.Element => (
  <Table
    caption="Oldest first"
    heads={['Payment', 'State', 'Amount']}
    rows={rows.map((row) => ({
      key: keyOf(row),
      cells: [
        <>
          <RowName row={row} />
          <div class="quiet">
            <Moment at={row.lastAt} />
          </div>
        </>,
        <RowState row={row} />,
        <RowAmount row={row} />,
      ],
    }))}
  />
);

const heads = [
  ...['kind', 'provider', 'id', 'order', 'order_state', 'state', 'phase', 'method'],
  ...['amount', 'total', 'refunded', 'charged_back', 'currency', 'open_operations'],
  ...['made_at', 'last_request_at'],
];

const exact = (amount: number | null, currency: string | null): string =>
  amount === null ? '' : currency === null ? String(amount) : decimalText(amount, currency);

/** What is shown, as CSV: amounts with their currency's decimals, times in UTC. */
export const rowsAsCsv = (rows: readonly PaymentRow[]): string =>
  csv([
    heads,
    ...rows.map((row) => [
      ...[row.kind, row.provider, row.id, row.order?.number ?? '', row.order?.state ?? ''],
      ...[row.state, row.phase, row.method ?? '', exact(row.amount, row.currency)],
      exact(row.total, row.currency),
      ...[exact(row.refunded, row.currency), exact(row.chargedBack, row.currency)],
      ...[row.currency ?? '', row.openOperations, row.madeAt, row.lastAt],
    ]),
  ]);
