import type { JSX } from 'preact';
import type { CheckedPayment } from '../../api/payment.ts';
import { post, useDoing, type Doing } from '../ask.ts';
import { hrefOf } from '../router.ts';
import { Facts, Problem } from '../parts/screen.tsx';
import { Amount, Moment } from '../parts/values.tsx';

/** A payment that is read at its provider when somebody asks for it. */
export type PaymentCheck = Doing<CheckedPayment> & { readonly check: () => void };

export function usePaymentCheck(provider: string, id: string): PaymentCheck {
  const doing = useDoing<CheckedPayment>();
  const check = (): void => {
    doing.start(() => post(hrefOf(['api', 'payment', 'check'], { provider, id })));
  };
  return { ...doing, check };
}

export const CheckButton = ({
  isUnderWay,
  check,
}: Pick<PaymentCheck, 'isUnderWay' | 'check'>): JSX.Element => (
  <button type="button" disabled={isUnderWay} onClick={check}>
    {isUnderWay ? 'Reading at the provider …' : 'Check now'}
  </button>
);

/** What a read at the provider shows just now. */
function Checked({ checked }: { readonly checked: CheckedPayment }): JSX.Element {
  const { at, found, why, currency, differences, metadata } = checked;
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
          ['State', checked.state],
          ['Paid by', checked.method],
          ['Customer pays', <Amount value={checked.total} currency={currency} />],
          ['Given back', <Amount value={checked.refunded} currency={currency} />],
          ['Order', checked.order],
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

/** What came of the check; nothing before it. */
export const PaymentChecked = ({
  value,
  error,
}: Pick<PaymentCheck, 'value' | 'error'>): JSX.Element => (
  <>
    {error !== undefined && <Problem text={error} />}
    {value !== undefined && <Checked checked={value} />}
  </>
);
