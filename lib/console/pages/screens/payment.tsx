import type { ComponentChildren, JSX } from 'preact';
import type { PaymentScreen } from '../../api/payment.ts';
import type { Phase } from '../../api/payments.ts';
import { useAnswer } from '../ask.ts';
import { Badge, plainWord, toneOf } from '../parts/badge.tsx';
import { CheckButton, PaymentChecked, usePaymentCheck } from '../decision/checked-payment.tsx';
import { PaidTwice } from '../parts/paid-twice.tsx';
import { PaymentTable, RowState } from '../parts/payment-rows.tsx';
import { Answer, Facts, Note, Screen } from '../parts/screen.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Amount, Moment, OperationLink, OrderLink } from '../parts/values.tsx';
import { hrefOf } from '../router.ts';

/** What a person may do: look at the provider. */
function Actions({ screen }: { readonly screen: PaymentScreen }): JSX.Element {
  const { provider, id } = screen.row;
  const check = usePaymentCheck(provider, id);
  return (
    <>
      <p class="row">
        <CheckButton {...check} />
        {screen.dashboard !== null && (
          <a href={screen.dashboard.url} target="_blank" rel="noreferrer">
            See at {screen.dashboard.name}
          </a>
        )}
      </p>
      <PaymentChecked {...check} />
    </>
  );
}

const Sum = ({
  name,
  value,
  currency,
  children,
}: {
  readonly name: string;
  readonly value: number | null;
  readonly currency: string | null;
  readonly children?: ComponentChildren;
}): JSX.Element => (
  <div>
    <span>{name}</span>
    <strong>
      <Amount value={value} currency={currency} />
    </strong>
    {children}
  </div>
);

/** What the first sum is: paid, or not yet, or not at all. */
const paidWords: Readonly<Record<Phase, string>> = {
  paid: 'The customer paid',
  refunded: 'The customer paid',
  payable: 'To be paid',
  failed: 'Asked for, not paid',
  used: 'Asked for',
};

/** What was asked for, of a payment whose provider has not told yet what its customer pays. */
const Asked = ({ row: { amount, currency } }: Pick<PaymentScreen, 'row'>): JSX.Element => (
  <div class="sums">
    <Sum name="Asked for, before tax and fee" value={amount} currency={currency}>
      <small>What its customer pays is not on record yet: check now.</small>
    </Sum>
  </div>
);

/** What the customer paid, what went back, and what the merchant keeps. */
function Amounts({ row }: Pick<PaymentScreen, 'row'>): JSX.Element {
  const { amount, total, refunded, chargedBack, currency, phase } = row;
  if (total === null) return <Asked row={row} />;
  const back = refunded + chargedBack;
  return (
    <div class="sums">
      <Sum name={paidWords[phase]} value={total} currency={currency}>
        {amount !== null && amount !== total && (
          <small>
            <Amount value={amount} currency={currency} />, and tax and fee
          </small>
        )}
      </Sum>
      {refunded > 0 && <Sum name="Refunded" value={-refunded} currency={currency} />}
      {chargedBack > 0 && (
        <Sum name="Charged back by the bank" value={-chargedBack} currency={currency} />
      )}
      {back > 0 && <Sum name="Left" value={total - back} currency={currency} />}
    </div>
  );
}

function Order({
  screen: { row, attempts },
}: {
  readonly screen: PaymentScreen;
}): JSX.Element | null {
  if (row.order === null) return null;
  const { number, state } = row.order;
  return (
    <section>
      <h2>
        Order <OrderLink number={number} /> <Badge tone={toneOf(state)}>{plainWord(state)}</Badge>
      </h2>
      <PaymentTable caption="Every attempt to pay it, oldest first" rows={attempts} />
    </section>
  );
}

/** How it is paid; a record from before that was kept, or that no webhook has told of yet, does not say it. */
const Method = ({ row: { method } }: Pick<PaymentScreen, 'row'>): JSX.Element =>
  method === null ? <span class="quiet">— (not on record: check now)</span> : <>{method}</>;

const Whole = ({ screen }: { readonly screen: PaymentScreen }): JSX.Element => (
  <>
    <p class="lead">
      <RowState row={screen.row} /> <span class="quiet">at {screen.row.provider}, made </span>
      <Moment at={screen.row.madeAt} />
    </p>
    <PaidTwice screen={screen} />
    <Amounts row={screen.row} />
    <Actions screen={screen} />
    <Facts
      facts={[
        ['Paid by', <Method row={screen.row} />],
        ['Session', screen.session],
        ['Made by', screen.operation === null ? null : <OperationLink id={screen.operation} />],
      ]}
    />
    <Order screen={screen} />
    <section>
      <h2>What happened</h2>
      <Timeline entries={screen.timeline} />
      {screen.isCut && <Note>Only the first 300 lines are shown.</Note>}
    </section>
  </>
);

/** One payment: its amounts, its state, its order and what happened. */
export function PaymentPage({
  provider,
  id,
}: {
  readonly provider: string;
  readonly id: string;
}): JSX.Element {
  const asked = useAnswer<PaymentScreen>(hrefOf(['api', 'payment'], { provider, id }));
  return (
    <Screen title={`Payment ${id}`}>
      <Answer asked={asked}>{(screen) => <Whole screen={screen} />}</Answer>
    </Screen>
  );
}
