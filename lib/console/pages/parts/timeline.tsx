import type { ComponentChildren, JSX } from 'preact';
import { findingWords } from '../../api/finding-words.ts';
import type { LineOperation, SentEvent, TimelineEntry } from '../../api/payment.ts';
import { Badge, plainWord, toneOf } from './badge.tsx';
import { Tries } from './tries.tsx';
import { actionOf, Amount, Moment, OperationLink } from './values.tsx';

const sources: Readonly<Partial<Record<string, string>>> = {
  answer: 'by the provider’s answer',
  read: 'by a later read at the provider',
  not_executed: 'surely not executed',
};

/** How it was sent, and what the provider said. */
function Sent({ operation }: { readonly operation: LineOperation }): JSX.Element {
  const { attempts, status, code, source, decided } = operation;
  const sent =
    attempts === 0 ? 'never sent' : attempts === 1 ? 'sent once' : `sent ${String(attempts)} times`;
  if (decided !== null) {
    return (
      <p class="quiet">
        {sent}, no answer is known; the outcome is the word of {decided.actor}
      </p>
    );
  }
  const parts = [
    sent,
    ...(status === null ? [] : [`answered ${String(status)}`]),
    ...(code === null ? [] : [code]),
    ...(source === null ? [] : [sources[source] ?? source]),
  ];
  return <p class="quiet">{parts.join(', ')}</p>;
}

const Delivery = ({ sent }: { readonly sent: SentEvent }): JSX.Element => (
  <>
    <Badge tone={toneOf(sent.state)}>{plainWord(sent.state)}</Badge>
    <Tries sent={sent} />
  </>
);

/** Who said what became of an operation. */
function DecisionTitle({
  entry: { what, operation },
}: {
  readonly entry: TimelineEntry;
}): JSX.Element {
  const { actor = '', isExecuted = false } = operation?.decided ?? {};
  return (
    <>
      {actor} decided about the <b>{actionOf(what)}</b>:{' '}
      {isExecuted ? 'it was executed' : 'it was not executed'}
    </>
  );
}

function titleOf(entry: TimelineEntry): ComponentChildren {
  const { cause, what, caller, sent } = entry;
  switch (cause) {
    case 'decision':
      return <DecisionTitle entry={entry} />;
    case 'operation':
      return (
        <>
          <b>{actionOf(what)}</b> asked for by {caller ?? 'nobody'}
        </>
      );
    case 'webhook':
      return (
        <>
          The provider told by webhook: <b>{what}</b>
        </>
      );
    case 'list':
      return (
        <>
          Found in the provider’s list: <b>{what}</b>
        </>
      );
    case 'poll':
      return <>Seen by looking at the provider</>;
    case 'finding':
      return (
        <>
          Finding: <b>{findingWords(what)[0]}</b>
        </>
      );
    case 'sent':
      return (
        <>
          Sent to {sent?.endpoint}: <b>{what}</b>{' '}
        </>
      );
  }
}

/** The amount of a line, and what was given back of it. */
function Sum({ entry }: { readonly entry: TimelineEntry }): JSX.Element | null {
  const { amount, refunded, currency, operation } = entry;
  // An operation of which nothing came has only what was asked for.
  const asked = amount === null ? operation?.requested : { amount, currency };
  if (asked === undefined || asked.amount === null) return null;
  return (
    <>
      {operation !== null && 'amount '}
      <Amount value={asked.amount} currency={asked.currency} />
      {refunded !== null && refunded > 0 && (
        <>
          , <Amount value={-refunded} currency={currency} /> given back
        </>
      )}
    </>
  );
}

/** What changed by it. */
function Change({ entry }: { readonly entry: TimelineEntry }): JSX.Element | null {
  const { outcome, from, to } = entry;
  if (outcome === null && to === null) return null;
  const states = from === null || from === to ? to : `${from} → ${to ?? ''}`;
  return (
    <p>
      {outcome !== null && (
        <Badge tone={toneOf(outcome)}>{outcome === 'pending' ? 'outcome unknown' : outcome}</Badge>
      )}{' '}
      {states} <Sum entry={entry} />
    </p>
  );
}

const Entry = ({ entry }: { readonly entry: TimelineEntry }): JSX.Element => (
  <li class={entry.cause}>
    <Moment at={entry.at} />
    <div>
      <div class="title">
        {titleOf(entry)}
        {entry.sent !== null && <Delivery sent={entry.sent} />}
      </div>
      {entry.cause !== 'decision' && <Change entry={entry} />}
      {entry.cause === 'operation' && entry.operation !== null && (
        <Sent operation={entry.operation} />
      )}
      {entry.cause === 'decision' && <p>“{entry.operation?.decided?.reason}”</p>}
      {entry.cause === 'finding' && <p>{findingWords(entry.what)[1]}</p>}
      {['operation', 'decision'].includes(entry.cause) && <OperationLink id={entry.id} />}
    </div>
  </li>
);

/** What happened to a payment, oldest first. */
export const Timeline = ({
  entries,
}: {
  readonly entries: readonly TimelineEntry[];
}): JSX.Element => (
  <ol class="timeline">
    {entries.map((entry) => (
      <Entry key={`${entry.cause} ${entry.id} ${entry.sent?.endpoint ?? ''}`} entry={entry} />
    ))}
  </ol>
);
