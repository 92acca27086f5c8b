import type { JSX } from 'preact';
import { findingWords } from '../../api/finding-words.ts';
import type { CheckedOperation, EvidenceView } from '../../api/operations.ts';
import type { PaymentRow } from '../../api/payments.ts';
import type { Doing } from '../ask.ts';
import { KnownFacts, type Known } from './known-facts.tsx';
import { OperationChecked } from './checked-operation.tsx';
import { CheckButton, PaymentChecked, usePaymentCheck } from './checked-payment.tsx';
import { AttemptTable, RowState } from '../parts/payment-rows.tsx';
import { Facts, Note, Problem } from '../parts/screen.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Amount, Moment } from '../parts/values.tsx';

/** A look at the provider for the operation, and whether it can show anything. */
export type OperationCheck = Omit<Doing<CheckedOperation>, 'start'> & {
  readonly isPossible: boolean;
  readonly begin: () => void;
};

/** What the reconciliations found. Where none has run since, that nothing was found says nothing. */
function reconciled({ findings, runs }: EvidenceView): string {
  if (runs === 0) return 'no run is on record since then';
  if (findings.length === 0) return 'found nothing of it';
  return findings.map(({ finding }) => findingWords(finding)[0]).join(', ');
}

/** What recovery's own reads have shown. */
function Reads({ evidence }: { readonly evidence: EvidenceView }): JSX.Element {
  const { reads, readAt, notFoundAt, observedAt } = evidence;
  const times = reads === 1 ? 'one time' : `${String(reads)} times`;
  return (
    <Facts
      facts={[
        ['Recovery has put it off', reads === 0 ? 'never yet' : times],
        ['Next read due', readAt === null ? null : <Moment at={readAt} />],
        [
          'A read found nothing of it',
          notFoundAt === null ? 'not on record' : <Moment at={notFoundAt} />,
        ],
        [
          'A read showed what it asks for',
          observedAt === null ? 'not on record' : <Moment at={observedAt} />,
        ],
        [`Reconciliation, ${String(evidence.days)} days`, reconciled(evidence)],
      ]}
    />
  );
}

const OnRecord = ({ row }: { readonly row: PaymentRow }): JSX.Element => (
  <Facts
    facts={[
      ['State', <RowState row={row} />],
      ['Paid by', row.method],
      ['Customer pays', <Amount value={row.total ?? row.amount} currency={row.currency} />],
      ['Given back', <Amount value={row.refunded} currency={row.currency} />],
    ]}
  />
);

function CheckedHere({ check }: { readonly check: OperationCheck }): JSX.Element {
  return (
    <>
      <CheckButton isUnderWay={check.isUnderWay} check={check.begin} />
      {check.error !== undefined && <Problem text={check.error} />}
      {check.value !== undefined && <OperationChecked checked={check.value} />}
    </>
  );
}

/** Where no read can tell the operation's effect, its payment can still be looked at. */
function SubjectCheck({ known }: { readonly known: Known }): JSX.Element {
  const { provider = '', id = '' } = known.on ?? {};
  const check = usePaymentCheck(provider, id);
  const isPayment = known.on !== null && known.operation.split('.')[1] === 'payment';
  return (
    <>
      <Note>
        Nothing at the provider tells this operation’s effect from another’s: look at what it is
        about, and ask whoever caused it.
      </Note>
      {isPayment && <CheckButton {...check} />}
      <PaymentChecked {...check} />
    </>
  );
}

/** What happened to the payment around the time, and who else tried to pay the order. */
const Around = ({ evidence }: { readonly evidence: EvidenceView }): JSX.Element => (
  <>
    {evidence.around.length > 0 && (
      <>
        <h3>What happened to the payment around then</h3>
        <Timeline entries={evidence.around} />
      </>
    )}
    {evidence.attempts.length > 0 && (
      <>
        <h3>Attempts to pay the same order</h3>
        <AttemptTable rows={evidence.attempts} />
      </>
    )}
  </>
);

/** What is known of an open operation, to be read beside the decision. */
export const EvidenceCard = ({
  known,
  evidence,
  check,
}: {
  readonly known: Known;
  readonly evidence: EvidenceView;
  readonly check: OperationCheck;
}): JSX.Element => (
  <section class="card evidence">
    <h2>The evidence</h2>
    <KnownFacts known={known} />
    <h3>What recovery has seen</h3>
    <Reads evidence={evidence} />
    {evidence.payment !== null && (
      <>
        <h3>The payment, as it is on record</h3>
        <OnRecord row={evidence.payment} />
      </>
    )}
    <h3>At the provider</h3>
    {check.isPossible ? <CheckedHere check={check} /> : <SubjectCheck known={known} />}
    <Around evidence={evidence} />
  </section>
);
