import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  filters,
  methods,
  unknownMethod,
  type Filter,
  type PaymentRow,
  type PaymentsPage as Page,
} from '../../api/payments.ts';
import { read, useAnswer, useDoing } from '../ask.ts';
import { Folded } from '../parts/narrow.tsx';
import { PaymentTable, rowsAsCsv } from '../parts/payment-rows.tsx';
import { Sums } from '../parts/payment-sums.tsx';
import { rowsShown } from '../parts/rows-shown.ts';
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

const Choice = ({
  name,
  label,
  chosen,
  options,
}: {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}): JSX.Element => (
  <label>
    {label}
    <select name={name} defaultValue={chosen}>
      {options.map(([value, text]) => (
        <option key={value} value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

/** Every method that can be asked for, and the one that is, where it is a provider's own word. */
const methodsFor = (chosen: string): readonly (readonly [string, string])[] => [
  ['all', 'Every method'],
  ...[...new Set([...methods, ...(['all', unknownMethod].includes(chosen) ? [] : [chosen])])].map(
    (method) => [method, method] as const,
  ),
  [unknownMethod, 'not on record'],
];

const unlessAll = (value: string): string | undefined => (value === 'all' ? undefined : value);

/** By state, method and time; what was chosen stands in the address, so that it can be kept and sent. */
const Filters = ({ query }: Pick<Place, 'query'>): JSX.Element => (
  <form
    class="filters"
    onSubmit={(event) => {
      event.preventDefault();
      const form = new FormData(event.currentTarget);
      goTo(
        hrefOf([], {
          filter: unlessAll(textOf(form, 'state')),
          method: unlessAll(textOf(form, 'method')),
          since: momentOf(textOf(form, 'since')),
          until: momentOf(textOf(form, 'until')),
        }),
      );
    }}
  >
    <Choice
      {...{ name: 'state', label: 'State', chosen: query['filter'] ?? 'all' }}
      options={filters.map((filter) => [filter, labels[filter]])}
    />
    <Choice
      {...{ name: 'method', label: 'Paid by', chosen: query['method'] ?? 'all' }}
      options={methodsFor(query['method'] ?? 'all')}
    />
    <label>
      From
      <input type="datetime-local" name="since" defaultValue={fieldOf(query['since'])} />
    </label>
    <label>
      To
      <input type="datetime-local" name="until" defaultValue={fieldOf(query['until'])} />
    </label>
    <button type="submit">Show</button>
  </form>
);

/** What was chosen, in words. */
function chosenIn({ filter, method, since, until }: Place['query']): string {
  const state = filters.find((each) => each === filter);
  const parts = [
    ...(state === undefined ? [] : [labels[state]]),
    ...(method === undefined ? [] : [method === unknownMethod ? 'method not on record' : method]),
    ...(since === undefined && until === undefined ? [] : ['a stretch of time']),
  ];
  return parts.join(', ');
}

/** Saves what is shown. */
function save(rows: readonly PaymentRow[]): void {
  const address = URL.createObjectURL(new Blob([rowsAsCsv(rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `payments-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

const SaveButton = ({ rows }: { readonly rows: readonly PaymentRow[] }): JSX.Element => (
  <button
    type="button"
    class="plain"
    onClick={() => {
      save(rows);
    }}
  >
    Save as CSV
  </button>
);

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
  const next = pages.at(-1)?.next ?? null;
  const rows = rowsShown(
    pages.map((page) => page.rows),
    next,
  );
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
        <>
          <PaymentTable
            caption={`${String(rows.length)} shown, the newest request first`}
            rows={rows}
          />
          <Sums rows={rows} />
        </>
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
        {rows.length > 0 && <SaveButton rows={rows} />}
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
  const chosen = chosenIn(query);
  return (
    <Screen title="Payments and orders">
      <Folded name={`Filter: ${chosen === '' ? 'everything' : chosen}`}>
        <Filters query={query} key={path} />
      </Folded>
      {Object.keys(query).length > 0 && (
        <p>
          <a href="/">Show all</a>
        </p>
      )}
      <Answer asked={asked}>{(first) => <Pages first={first} path={path} />}</Answer>
      <Note>
        The list follows the requests of callers, which are kept for 90 days. A payment that is
        older, or was made past the gateway, is found by its id or order. How a payment is paid is
        known once its provider has told of it.
      </Note>
    </Screen>
  );
}
