import type { ComponentChildren, JSX } from 'preact';
import { hrefOf } from '../router.ts';
import { amountText } from './amounts.ts';

/** An amount in the smallest unit, with its currency's decimals; what was told exactly when the pointer rests on it. */
export function Amount({
  value,
  currency,
}: {
  readonly value: number | null;
  readonly currency: string | null;
}): JSX.Element {
  if (value === null) return <span class="quiet">not known</span>;
  const exact = `${String(value)} ${currency ?? ''} in the smallest unit`;
  return (
    <data class="amount" value={String(value)} title={exact}>
      {amountText(value, currency)}
    </data>
  );
}

const format = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/** A moment in the reader's zone; in UTC when the pointer rests on it. */
export function Moment({ at }: { readonly at: string | null }): JSX.Element {
  if (at === null) return <span class="quiet">–</span>;
  const utc = `${at.slice(0, 19).replace('T', ' ')} UTC`;
  return (
    <time dateTime={at} title={utc}>
      {format.format(new Date(at))}
    </time>
  );
}

const momentIn = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/;

/** A sentence of the server's; the moments in it are shown in the reader's zone. */
export const Words = ({ text }: { readonly text: string }): JSX.Element => (
  <>
    {text
      .split(momentIn)
      .map((part): ComponentChildren => (momentIn.test(part) ? <Moment at={part} /> : part))}
  </>
);

const units = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always' });

/** `'acme.payment.refund'` → `'payment refund'`. */
export const actionOf = (operation: string): string =>
  operation.split('.').slice(1).join(' ').replaceAll('-', ' ');

/** `'no answer came'` → `'No answer came'`. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How long ago something was, or how far ahead it is, by the gateway's own clock. */
export function Ago({ at, now }: { readonly at: string; readonly now: string }): JSX.Element {
  const seconds = Math.round((Date.parse(at) - Date.parse(now)) / 1000);
  const [size, unit] = units.find(([of]) => Math.abs(seconds) >= of) ?? [1, 'second'];
  return (
    <time dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {relative.format(Math.round(seconds / size), unit)}
    </time>
  );
}

export const PaymentLink = ({
  provider,
  id,
}: {
  readonly provider: string;
  readonly id: string;
}): JSX.Element => (
  <a class="id whole" href={hrefOf(['payments', provider, id])}>
    {id}
  </a>
);

export const OperationLink = ({ id }: { readonly id: string }): JSX.Element => (
  <a class="id whole" href={hrefOf(['operations', id])}>
    {id}
  </a>
);

export const OrderLink = ({ number }: { readonly number: string }): JSX.Element => (
  <a class="id" href={hrefOf(['search'], { q: number })}>
    {number}
  </a>
);
