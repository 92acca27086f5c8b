import type { JSX } from 'preact';
import type { OperationRow } from '../../api/operations.ts';
import { Facts } from '../parts/screen.tsx';
import { Subject } from '../parts/subject.tsx';
import { actionOf, Amount, Moment, OrderLink } from '../parts/values.tsx';

/** What is on record of an operation. */
export type Known = NonNullable<OperationRow['known']>;

/** What was sent or is told, with the provider's error code. */
const answerOf = ({ status, code }: Known): string | null =>
  status === null ? null : `${String(status)} ${code ?? ''}`;

const sources: Readonly<Partial<Record<string, string>>> = {
  answer: 'the provider’s answer',
  read: 'a later read at the provider',
  not_executed: 'the certainty that nothing was executed',
};

/** From what it is known: a person's word is none of the gateway's own knowledge. */
const sourceOf = ({ decided, source }: Known): string | null => {
  if (decided !== null) return `the word of ${decided.actor}, above`;
  return source === null ? null : (sources[source] ?? source);
};

/** `'POST /payments/pay_1/refund'`, or the operation's name where its path is not known. */
const Request = ({ known: { request, operation } }: { readonly known: Known }): JSX.Element => (
  <>
    {actionOf(operation)} {request !== null && <span class="id quiet">{request}</span>}
  </>
);

/** What was asked for, by whom and when, and what came of it. */
export const KnownFacts = ({ known }: { readonly known: Known }): JSX.Element => (
  <Facts
    facts={[
      ['What was asked for', <Request known={known} />],
      [
        'Amount',
        known.amount === null ? null : <Amount value={known.amount} currency={known.currency} />,
      ],
      ['By', known.caller],
      ['Account', known.account],
      ['First asked', <Moment at={known.firstAt} />],
      ['Last sent', known.lastAt === null ? 'never' : <Moment at={known.lastAt} />],
      ['Times sent', String(known.attempts)],
      ['About', known.on === null ? null : <Subject operation={known.operation} on={known.on} />],
      ['Order', known.order === null ? null : <OrderLink number={known.order} />],
      ['Made or changed', known.object === null ? null : <span class="id">{known.object}</span>],
      [known.decided === null ? 'Answered' : 'Its caller is told since then', answerOf(known)],
      ['Known from', sourceOf(known)],
      ['Answer erased', known.erasedAt === null ? null : <Moment at={known.erasedAt} />],
    ]}
  />
);
