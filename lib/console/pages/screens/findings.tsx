import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { findingWords } from '../../api/finding-words.ts';
import type { FindingRow, FindingsScreen, NotedFindings } from '../../api/findings.ts';
import { read, useAnswer, useDoing } from '../ask.ts';
import { Answer, Note, Problem, Screen } from '../parts/screen.tsx';
import { Table } from '../parts/table.tsx';
import { Moment, OperationLink, OrderLink, PaymentLink } from '../parts/values.tsx';
import { hrefOf } from '../router.ts';

/** What a finding is about, with the way there. */
function aboutOf({ operation, payment, order, object, provider }: FindingRow): ComponentChildren {
  if (operation !== null) return <OperationLink id={operation} />;
  if (order !== null) return <OrderLink number={order} />;
  if (payment !== null && provider !== null)
    return <PaymentLink provider={provider} id={payment} />;
  if (object === null) return '';
  return (
    <a class="id" href={hrefOf(['search'], { q: object })}>
      {object}
    </a>
  );
}

const FindingTable = ({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly FindingRow[];
}): JSX.Element => (
  <Table
    caption={caption}
    heads={['Finding', 'About', 'Found', 'What it means, and what to do']}
    rows={rows.map((row, at) => {
      const [title, meaning] = findingWords(row.finding);
      return {
        key: String(at),
        cells: [
          <strong>{title}</strong>,
          aboutOf(row),
          row.at === null ? 'just now' : <Moment at={row.at} />,
          <>
            {meaning} {row.why !== null && <span class="quiet">({row.why})</span>}
          </>,
        ],
      };
    })}
  />
);

/** What was noted: the table is gone through in stretches, because no index goes by findings. */
function Noted({ first }: { readonly first: NotedFindings }): JSX.Element {
  const [pages, setPages] = useState([first]);
  const more = useDoing<NotedFindings>();
  const rows = pages
    .flatMap(({ findings }) => findings)
    .sort((one, other) => (other.at ?? '').localeCompare(one.at ?? ''));
  const next = pages.at(-1)?.next ?? null;
  const items = pages.reduce((sum, page) => sum + page.items, 0);
  return (
    <>
      {rows.length === 0 ? (
        <p>None{next === null ? '' : ' so far'}.</p>
      ) : (
        <FindingTable caption={`${String(rows.length)}, the newest first`} rows={rows} />
      )}
      <p class="row">
        {next !== null && (
          <button
            type="button"
            disabled={more.isUnderWay}
            onClick={() => {
              more.start(async () => {
                const page = await read<NotedFindings>(
                  hrefOf(['api', 'findings', 'noted'], { page: next }),
                );
                setPages((before) => [...before, page]);
                return page;
              });
            }}
          >
            {more.isUnderWay ? 'Reading …' : 'Look further'}
          </button>
        )}
        <span class="quiet">
          {String(items)} items of the table looked through,{' '}
          {next === null ? 'which is all' : 'in no order of time'}
        </span>
      </p>
      {more.error !== undefined && <Problem text={more.error} />}
    </>
  );
}

const Known = ({
  screen: { open, reconciled, reports, days },
}: {
  readonly screen: FindingsScreen;
}): JSX.Element => (
  <>
    <section>
      <h2>Of open operations</h2>
      {open.length === 0 ? (
        <p>None.</p>
      ) : (
        <FindingTable caption="As they are just now" rows={open} />
      )}
    </section>
    <section>
      <h2>Of the reconciliation</h2>
      {reconciled.length === 0 ? (
        <p>
          None. Runs in the last {String(days)} days: {String(reports.length)}.
        </p>
      ) : (
        <FindingTable caption={`By the runs of the last ${String(days)} days`} rows={reconciled} />
      )}
    </section>
  </>
);

/** What a person must know. */
export function FindingsPage(): JSX.Element {
  const asked = useAnswer<FindingsScreen>('/api/findings');
  const noted = useAnswer<NotedFindings>('/api/findings/noted');
  return (
    <Screen title="Findings">
      <Answer asked={asked}>{(screen) => <Known screen={screen} />}</Answer>
      <section>
        <h2>Of payments and orders</h2>
        <Answer asked={noted}>{(first) => <Noted first={first} />}</Answer>
      </section>
      <Note>A finding stays on record for 400 days, also once somebody has acted on it.</Note>
    </Screen>
  );
}
