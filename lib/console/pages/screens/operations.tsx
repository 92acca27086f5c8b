import type { JSX } from 'preact';
import type { About } from '../../api/about.ts';
import type { OpenOperations, OperationRow } from '../../api/operations.ts';
import { findingWords } from '../../api/finding-words.ts';
import { useAnswer } from '../ask.ts';
import { Badge } from '../parts/badge.tsx';
import { Answer, Note, Screen } from '../parts/screen.tsx';
import { Table, type Row } from '../parts/table.tsx';
import { Next } from '../parts/next.tsx';
import { Ago, Amount, Moment, OperationLink, sentence } from '../parts/values.tsx';

function rowOf({ id, known, finding, prospect }: OperationRow, now: string): Row {
  const badge = finding === null ? null : <Badge tone="bad">{findingWords(finding)[0]}</Badge>;
  if (known === null) {
    return { key: id, cells: [<OperationLink id={id} />, '', 'unreadable', badge, '', ''] };
  }
  const what = (
    <>
      {known.operation}{' '}
      {known.amount !== null && <Amount value={known.amount} currency={known.currency} />}{' '}
      <span class="quiet">by {known.caller}</span>
    </>
  );
  return {
    key: id,
    cells: [
      <OperationLink id={id} />,
      <Ago at={known.firstAt} now={now} />,
      what,
      <>
        {sentence(prospect?.why ?? '')} {badge}
      </>,
      prospect?.resendUntil == null ? 'no more' : <Moment at={prospect.resendUntil} />,
      prospect === null ? '' : <Next prospect={prospect} />,
    ],
  };
}

const heads = [
  'Operation',
  'Age',
  'What was asked for',
  'Why it is open',
  'May be sent again until',
  'What comes next',
];

/** Operations whose outcome nobody knows: what a person looks at first. */
export function OperationsPage(): JSX.Element {
  const asked = useAnswer<OpenOperations>('/api/operations');
  const about = useAnswer<About>('/api/about');
  const now = about.value?.now ?? new Date().toISOString();
  return (
    <Screen title="Open operations">
      <Answer asked={asked}>
        {({ operations }) =>
          operations.length === 0 ? (
            <p>No operation is open: every outcome is known.</p>
          ) : (
            <Table
              caption={`${String(operations.length)} open, the oldest first`}
              heads={heads}
              rows={operations.map((each) => rowOf(each, now))}
            />
          )
        }
      </Answer>
      <Note>
        Recovery reads at the providers every minute and completes what it recognises. A person
        decides only what it cannot.
      </Note>
    </Screen>
  );
}
