import type { JSX } from 'preact';
import { findingWords } from '../../api/finding-words.ts';
import type { CheckedOperation, OperationRow, OperationScreen } from '../../api/operations.ts';
import { post, useAnswer, useDoing } from '../ask.ts';
import { Badge, toneOf } from '../parts/badge.tsx';
import { DecisionForm } from '../parts/decision-form.tsx';
import { Next } from '../parts/next.tsx';
import { Answer, Facts, Note, Problem, Screen } from '../parts/screen.tsx';
import { Table } from '../parts/table.tsx';
import { Amount, Moment, OrderLink, PaymentLink, sentence } from '../parts/values.tsx';
import { hrefOf } from '../router.ts';

type Known = NonNullable<OperationRow['known']>;

/** What an operation is about: a payment has a page; a customer has none. */
const Subject = ({
  operation,
  on,
}: {
  readonly operation: string;
  readonly on: NonNullable<Known['on']>;
}): JSX.Element => {
  return operation.split('.')[1] === 'payment' ? (
    <PaymentLink {...on} />
  ) : (
    <span class="id">{on.id}</span>
  );
};

const KnownFacts = ({ known }: { readonly known: Known }): JSX.Element => (
  <Facts
    facts={[
      ['What was asked for', known.operation],
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
      ['Answered', known.status === null ? null : `${String(known.status)} ${known.code ?? ''}`],
      ['Known from', known.source],
      ['Decided by', known.decidedBy],
      ['Answer erased', known.erasedAt === null ? null : <Moment at={known.erasedAt} />],
    ]}
  />
);

/** What the provider shows of it just now. */
function Shown({ checked: { at, objects } }: { readonly checked: CheckedOperation }): JSX.Element {
  return (
    <div class="card" role="status">
      <h3>
        At the provider, <Moment at={at} />
      </h3>
      {objects.length === 0 ? (
        <p>It shows nothing of this operation.</p>
      ) : (
        <Table
          caption="What it shows"
          heads={['Id', 'State', 'Amount', 'Is it this operation’s']}
          rows={objects.map(({ id, state, amount, currency, isCertain }) => ({
            key: id,
            cells: [
              <span class="id">{id}</span>,
              state ?? '',
              <Amount value={amount} currency={currency} />,
              isCertain
                ? 'yes: it carries its mark, or is as it would leave it'
                : 'nothing says so',
            ],
          }))}
        />
      )}
      <p class="quiet">Nothing was written. Recovery completes what it recognises by itself.</p>
    </div>
  );
}

/** Why it is open, what comes next, and what a person may do. */
function Open({
  screen,
  again,
}: {
  readonly screen: OperationScreen;
  readonly again: () => void;
}): JSX.Element | null {
  const { id, prospect, finding } = screen.operation;
  const check = useDoing<CheckedOperation>();
  if (prospect === null) return null;
  return (
    <>
      <section class="card">
        <h2>Why it is open</h2>
        <p>
          {sentence(prospect.why)}. {finding !== null && findingWords(finding)[1]}
        </p>
        <Facts
          facts={[
            ['What comes next', <Next prospect={prospect} />],
            [
              'Its caller may send it again',
              prospect.resendUntil === null ? (
                'no more'
              ) : (
                <>
                  until <Moment at={prospect.resendUntil} />
                </>
              ),
            ],
            [
              'A person may say “not executed”',
              <>
                from <Moment at={prospect.denyFrom} />
              </>,
            ],
            [
              'A person may say “executed”',
              prospect.mayConfirm ? 'now, with the provider’s id' : 'no: nothing was sent',
            ],
          ]}
        />
        {prospect.isLookedUp ? (
          <button
            type="button"
            disabled={check.isUnderWay}
            onClick={() => {
              check.start(() => post(hrefOf(['api', 'operation', 'check'], { id })));
            }}
          >
            {check.isUnderWay ? 'Reading at the provider …' : 'Check now'}
          </button>
        ) : (
          <Note>
            Nothing at the provider tells this operation’s effect from another’s: look at what it is
            about, and ask whoever caused it.
          </Note>
        )}
        {check.error !== undefined && <Problem text={check.error} />}
        {check.value !== undefined && <Shown checked={check.value} />}
      </section>
      <DecisionForm screen={screen} done={again} />
    </>
  );
}

function Whole({
  screen,
  again,
}: {
  readonly screen: OperationScreen;
  readonly again: () => void;
}): JSX.Element {
  const { known } = screen.operation;
  if (known === null) {
    return <p>Another version of the gateway wrote it: this one cannot read it.</p>;
  }
  const word = known.state === 'pending' ? 'outcome unknown' : known.state;
  return (
    <>
      <p class="lead">
        <Badge tone={toneOf(known.state)}>{word}</Badge>
      </p>
      <KnownFacts known={known} />
      <Open screen={screen} again={again} />
    </>
  );
}

/** One operation: what is on record of it, and where it is open, the decision. */
export function OperationPage({ id }: { readonly id: string }): JSX.Element {
  const asked = useAnswer<OperationScreen>(hrefOf(['api', 'operation'], { id }));
  return (
    <Screen title={`Operation ${id}`}>
      <Answer asked={asked}>{(screen) => <Whole screen={screen} again={asked.again} />}</Answer>
    </Screen>
  );
}
