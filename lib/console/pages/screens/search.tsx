import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { methods, type Hit, type PaymentRow, type SearchResult } from '../../api/payments.ts';
import { useAnswer } from '../ask.ts';
import { Badge, plainWord, toneOf } from '../parts/badge.tsx';
import { PaymentTable } from '../parts/payment-rows.tsx';
import { Answer, Note, Screen } from '../parts/screen.tsx';
import { OperationLink, PaymentLink } from '../parts/values.tsx';
import { hrefOf } from '../router.ts';

/** Where a single hit is: nobody has to press it. */
function only({ hits, rows }: SearchResult): string | undefined {
  const [hit] = hits;
  if (hit === undefined || hits.length > 1 || rows.length > 0) return undefined;
  return hit.kind === 'payment'
    ? hrefOf(['payments', hit.provider, hit.id])
    : hrefOf(['operations', hit.id]);
}

const HitLine = ({ hit }: { readonly hit: Hit }): JSX.Element => (
  <li>
    {hit.kind === 'payment' ? (
      <>
        Payment <PaymentLink provider={hit.provider} id={hit.id} />
      </>
    ) : (
      <>
        Operation <OperationLink id={hit.id} />, by its {hit.by}
      </>
    )}
  </li>
);

function OrderRows({
  rows,
  number,
}: {
  readonly rows: readonly PaymentRow[];
  readonly number: string;
}): JSX.Element {
  const state = rows[0]?.order?.state ?? 'open';
  return (
    <section>
      <h2>
        Order <span class="id">{number}</span>{' '}
        <Badge tone={toneOf(state)}>{plainWord(state)}</Badge>
      </h2>
      {state === 'paid_twice' && (
        <p class="problem">
          {String(rows[0]?.order?.paid.length ?? 2)} payments of this order are paid. Refund the one
          that was not meant: the page of each says where.
        </p>
      )}
      <PaymentTable caption="Every attempt to pay it, oldest first" rows={rows} />
    </section>
  );
}

function Found({
  result,
  text,
}: {
  readonly result: SearchResult;
  readonly text: string;
}): JSX.Element {
  const { hits, rows, notes } = result;
  const method = methods.find((each) => each.toLowerCase() === text.trim().toLowerCase());
  const target = only(result);
  useEffect(() => {
    // In place of this address, so that "back" leads to where somebody searched.
    if (target === undefined) return;
    history.replaceState(null, '', target);
    dispatchEvent(new PopStateEvent('popstate'));
  }, [target]);
  return (
    <>
      {hits.length > 0 && (
        <ul>
          {hits.map((hit) => (
            <HitLine key={`${hit.kind} ${hit.id}`} hit={hit} />
          ))}
        </ul>
      )}
      {rows.length > 0 && <OrderRows rows={rows} number={text} />}
      {method !== undefined && (
        <p>
          <a href={hrefOf([], { method })}>Payments paid by {method}</a>
        </p>
      )}
      {hits.length === 0 && rows.length === 0 && method === undefined && (
        <p>
          Nothing goes by that name: no payment, order, operation or idempotency key of a caller.
          See that it is whole.
        </p>
      )}
      {notes.map((note) => (
        <Note key={note}>{note}</Note>
      ))}
    </>
  );
}

/** What goes by a name. */
export function SearchPage({ text }: { readonly text: string }): JSX.Element {
  const asked = useAnswer<SearchResult>(hrefOf(['api', 'search'], { q: text }));
  return (
    <Screen title={`Found for “${text}”`}>
      <Answer asked={asked}>{(result) => <Found result={result} text={text} />}</Answer>
    </Screen>
  );
}
