import type { JSX } from 'preact';
import { PaymentLink } from './values.tsx';

/** What an operation is about: a payment has a page; a customer has none. */
export const Subject = ({
  operation,
  on,
}: {
  readonly operation: string;
  readonly on: { readonly provider: string; readonly id: string };
}): JSX.Element =>
  operation.split('.')[1] === 'payment' ? <PaymentLink {...on} /> : <span class="id">{on.id}</span>;
