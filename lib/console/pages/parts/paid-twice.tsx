import type { JSX } from 'preact';
import type { PaymentScreen } from '../../api/payment.ts';
import type { PaymentRow } from '../../api/payments.ts';
import { Amount, Moment, PaymentLink } from './values.tsx';

const OtherLine = ({ row }: { readonly row: PaymentRow }): JSX.Element => (
  <li>
    <PaymentLink provider={row.provider} id={row.id} />
    {', '}
    <Amount value={row.total ?? row.amount} currency={row.currency} />
    {row.method !== null && `, ${row.method}`}, made <Moment at={row.madeAt} />
  </li>
);

/** Where one of two payments is given back: nothing but a caller's own request moves money. */
const WhereToRefund = ({
  screen: { refund, dashboard },
}: {
  readonly screen: Pick<PaymentScreen, 'refund' | 'dashboard'>;
}): JSX.Element => (
  <ul>
    <li>by your storefront or its administration, which asks this gateway;</li>
    {dashboard !== null && (
      <li>
        in the provider’s own dashboard:{' '}
        <a href={dashboard.url} target="_blank" rel="noreferrer">
          see at {dashboard.name}
        </a>
        ;
      </li>
    )}
    {dashboard === null && <li>in the provider’s own dashboard;</li>}
    {refund !== null && (
      <li>
        with a call of one of your callers, with an Idempotency-Key of its own:{' '}
        <span class="id">{refund}</span>
      </li>
    )}
  </ul>
);

/** Said on both payments of an order that is paid twice. */
export function PaidTwice({ screen }: { readonly screen: PaymentScreen }): JSX.Element | null {
  const { row, attempts } = screen;
  const isOfThem = row.order?.state === 'paid_twice' && row.phase === 'paid';
  if (!isOfThem) return null;
  const others = attempts.filter(({ id, phase }) => id !== row.id && phase === 'paid');
  return (
    <section class="problem">
      <h2>This order is paid twice</h2>
      <p>This payment is paid, and so is:</p>
      <ul>
        {others.map((other) => (
          <OtherLine key={other.id} row={other} />
        ))}
      </ul>
      <p>
        Refund the one that was not meant. The console moves no money; to refund <b>this</b> one:
      </p>
      <WhereToRefund screen={screen} />
    </section>
  );
}
