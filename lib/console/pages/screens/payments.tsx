import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  filters,
  type Filter,
  type PaymentRow,
  type PaymentsPage as Page,
} from '../../api/payments.ts';
import { read, useAnswer, useDoing } from '../ask.ts';
import { PaymentTable, rowsAsCsv } from '../parts/payment-rows.tsx';
import { Answer, Note, Problem, Screen } from '../parts/screen.tsx';
import { Moment } from '../parts/values.tsx';
import { goTo, hrefOf, type Place } from '../router.ts';

const labels: Readonly<Record<Filter, string>> = {
  all: 'Every state',
  payable: 'Payable',
  paid: 'Paid',
  refunded: 'Refunded or charged back',
  failed: 'Failed',
  open: 'Outcome unknown',
  twice: 'Order paid twice',
};

/** `'2026-11-29T13:05'`, as the field has it in the reader's zone, as a moment; nothing where it is empty. */
const momentOf = (local: string): string | undefined =>
  local === '' ? undefined : new Date(local).toISOString();

/** A moment as the field takes it, in the reader's zone. */
function fieldOf(iso: string | undefined): string {
  if (iso === undefined) return '';
  const date = new Date(iso);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** By state and time; what was chosen stands in the address, so that it can be kept and sent. */
const Filters = ({ query }: Pick<Place, 'query'>): JSX.Element => (
  <form
    class="filters"
    onSubmit={(event) => {
      event.preventDefault();
      const form = new FormData(event.currentTarget);
      const state = textOf(form, 'state');
      goTo(
        hrefOf([], {
          filter: state === 'all' ? undefined : state,
          since: momentOf(textOf(form, 'since')),
          until: momentOf(textOf(form, 'until')),
        }),
      );
    }}
  >
    <label>
      State
      <select name="state" defaultValue={query['filter'] ?? 'all'}>
        {filters.map((filter) => (
          <option key={filter} value={filter} selected={filter === (query['filter'] ?? 'all')}>
            {labels[filter]}
          </option>
        ))}
      </select>
    </label>
    <label>
      From
      <input type="datetime-local" name="since" defaultValue={fieldOf(query['since'])} />
    </label>
    <label>
      To
      <input type="datetime-local" name="until" defaultValue={fieldOf(query['until'])} />
    </label>
    <button type="submit">Show</button>
    {Object.keys(query).length > 0 && <a href="/">Show all</a>}
  </form>
);

/** Saves what is shown. */
function save(rows: readonly PaymentRow[]): void {
  const address = URL.createObjectURL(new Blob([rowsAsCsv(rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `payments-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

/** Rows once each: a payment comes up again with an older operation of it. */
const together = (pages: readonly Page[]): PaymentRow[] =>
  [
    ...new Map(
      pages
        .flatMap(({ rows }) => rows)
        .reverse()
        .map((row) => [`${row.provider} ${row.id}`, row]),
    ).values(),
  ].reverse();

function Pages({ first, path }: { readonly first: Page; readonly path: string }): JSX.Element {
  const [pages, setPages] = useState([first]);
  const more = useDoing<Page>();
  useEffect(() => {
    setPages([first]);
  }, [first]);
  useEffect(() => {
    const { value } = more;
    if (value !== undefined) setPages((before) => [...before, value]);
  }, [more.value]);
  const rows = together(pages);
  const next = pages.at(-1)?.next ?? null;
  const operations = pages.reduce((sum, page) => sum + page.operations, 0);
  return (
    <>
      {rows.length === 0 ? (
        <p>
          {next === null
            ? 'There is none.'
            : 'There is none among the newest requests. Look further, or choose a time.'}
        </p>
      ) : (
        <PaymentTable
          caption={`${String(rows.length)} shown, the newest request first`}
          rows={rows}
        />
      )}
      <p class="row">
        {next !== null && (
          <button
            type="button"
            disabled={more.isUnderWay}
            onClick={() => {
              more.start(() => read(`${path}${path.includes('?') ? '&' : '?'}page=${next}`));
            }}
          >
            {more.isUnderWay ? 'Reading …' : 'Show older'}
          </button>
        )}
        {rows.length > 0 && (
          <button
            type="button"
            class="plain"
            onClick={() => {
              save(rows);
            }}
          >
            Save as CSV
          </button>
        )}
        <span class="quiet">
          {String(operations)} requests looked through
          {next === null ? (
            ', to the first'
          ) : (
            <>
              {' '}
              back to <Moment at={next} />
            </>
          )}
        </span>
      </p>
      {more.error !== undefined && <Problem text={more.error} />}
    </>
  );
}

/** Payments and orders, by the newest requests of callers. */
export function PaymentsPage({ query }: Pick<Place, 'query'>): JSX.Element {
  const path = hrefOf(['api', 'payments'], query);
  const asked = useAnswer<Page>(path);
  return (
    <Screen title="Payments and orders">
      <Filters query={query} key={path} />
      <Answer asked={asked}>{(first) => <Pages first={first} path={path} />}</Answer>
      <Note>
        The list follows the requests of callers, which are kept for 90 days. A payment that is
        older, or was made past the gateway, is found by its id or order.
      </Note>
    </Screen>
  );
}
