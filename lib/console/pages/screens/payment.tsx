import type { ComponentChildren, JSX } from 'preact';
import type { CheckedPayment, PaymentScreen } from '../../api/payment.ts';
import type { Phase } from '../../api/payments.ts';
import { post, useAnswer, useDoing } from '../ask.ts';
import { Badge, plainWord, toneOf } from '../parts/badge.tsx';
import { PaymentTable, RowState } from '../parts/payment-rows.tsx';
import { Answer, Facts, Note, Problem, Screen } from '../parts/screen.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Amount, Moment, OperationLink, OrderLink } from '../parts/values.tsx';
import { hrefOf } from '../router.ts';

/** What a read at the provider shows just now. */
function Checked({ checked }: { readonly checked: CheckedPayment }): JSX.Element {
  const { at, found, why, state, total, refunded, currency, order, differences, metadata } =
    checked;
  if (found === 'gone') return <Problem text="The provider says that it has no such payment." />;
  if (found === 'not_read') {
    const text = `The provider did not show it (${why ?? 'no answer'}). Try again in a moment.`;
    return <Problem text={text} />;
  }
  return (
    <div class="card" role="status">
      <h3>
        At the provider, <Moment at={at} />
      </h3>
      <Facts
        facts={[
          ['State', state],
          ['Customer pays', <Amount value={total} currency={currency} />],
          ['Given back', <Amount value={refunded} currency={currency} />],
          ['Order', order],
          ...metadata.map(([name, value]) => [`Metadata: ${name}`, value] as const),
        ]}
      />
      {differences.length === 0 ? (
        <p>It is as on record here.</p>
      ) : (
        <ul>
          {differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
      <p class="quiet">Nothing was written. What has changed is taken over within minutes.</p>
    </div>
  );
}

/** What a person may do: look at the provider. */
function Actions({ screen }: { readonly screen: PaymentScreen }): JSX.Element {
  const check = useDoing<CheckedPayment>();
  const { provider, id } = screen.row;
  return (
    <>
      <p class="row">
        <button
          type="button"
          disabled={check.isUnderWay}
          onClick={() => {
            check.start(() => post(hrefOf(['api', 'payment', 'check'], { provider, id })));
          }}
        >
          {check.isUnderWay ? 'Reading at the provider …' : 'Check now'}
        </button>
        {screen.dashboard !== null && (
          <a href={screen.dashboard.url} target="_blank" rel="noreferrer">
            See at {screen.dashboard.name}
          </a>
        )}
      </p>
      {check.error !== undefined && <Problem text={check.error} />}
      {check.value !== undefined && <Checked checked={check.value} />}
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
      {state === 'paid_twice' && (
        <p>Two payments of this order are paid. Refund the one that was not meant.</p>
      )}
      <PaymentTable caption="Every attempt to pay it, oldest first" rows={attempts} />
    </section>
  );
}

const Whole = ({ screen }: { readonly screen: PaymentScreen }): JSX.Element => (
  <>
    <p class="lead">
      <RowState row={screen.row} /> <span class="quiet">at {screen.row.provider}, made </span>
      <Moment at={screen.row.madeAt} />
    </p>
    <Amounts row={screen.row} />
    <Actions screen={screen} />
    <Facts
      facts={[
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
