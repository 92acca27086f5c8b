import type { JSX } from 'preact';
import type { PaymentRow } from '../../api/payments.ts';
import { sumsOf } from './rows-shown.ts';
import { Amount } from './values.tsx';

/** What the customers of the shown rows have paid, by currency. */
export const Sums = ({ rows }: { readonly rows: readonly PaymentRow[] }): JSX.Element => (
  <>
    {sumsOf(rows).map(({ currency, payments, paid, back }) => (
      <p class="total" key={currency}>
        Paid in the {payments === 1 ? 'payment' : `${String(payments)} payments`} shown:{' '}
        <strong>
          <Amount value={paid} currency={currency} />
        </strong>
        {back > 0 && (
          <>
            , of which <Amount value={back} currency={currency} /> went back
          </>
        )}
      </p>
    ))}
  </>
);
