import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { About } from '../api/about.ts';
import { useAnswer } from './ask.ts';
import { goTo, hrefOf, usePlace, type Place } from './router.ts';
import { FindingsPage } from './screens/findings.tsx';
import { HealthPage } from './screens/health.tsx';
import { OperationPage } from './screens/operation.tsx';
import { OperationsPage } from './screens/operations.tsx';
import { PaymentPage } from './screens/payment.tsx';
import { PaymentsPage } from './screens/payments.tsx';
import { SearchPage } from './screens/search.tsx';
import { WebhooksPage } from './screens/webhooks.tsx';
import { Screen } from './parts/screen.tsx';

/** The screens that the navigation leads to. */
const entries = [
  ['', 'Payments'],
  ['operations', 'Open operations'],
  ['findings', 'Findings'],
  ['webhooks', 'Webhooks'],
  ['health', 'Health'],
] as const;

const Nowhere = (): JSX.Element => (
  <Screen title="No such page">
    <p>
      The console has no such address. <a href="/">See the payments.</a>
    </p>
  </Screen>
);

/** The screens by the first part of an address, each made of the rest of it. */
const screens = new Map<string, (place: Place) => JSX.Element>(
  Object.entries({
    search: ({ query, href }: Place) => <SearchPage text={query['q'] ?? ''} key={href} />,
    payments: ({ parts: [, provider = '', id = ''], href }: Place) => (
      <PaymentPage provider={provider} id={id} key={href} />
    ),
    operations: ({ parts: [, id], href }: Place) =>
      id === undefined ? <OperationsPage /> : <OperationPage id={id} key={href} />,
    findings: () => <FindingsPage />,
    webhooks: ({ query }: Place) => <WebhooksPage query={query} />,
    health: () => <HealthPage />,
  }),
);

function screenOf(place: Place): JSX.Element {
  const [first] = place.parts;
  if (first === undefined) return <PaymentsPage query={place.query} />;
  return screens.get(first)?.(place) ?? <Nowhere />;
}

/** One box for whatever somebody has in hand. */
function SearchBox({ asked }: { readonly asked: string }): JSX.Element {
  const [text, setText] = useState(asked);
  useEffect(() => {
    setText(asked);
  }, [asked]);
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') goTo(hrefOf(['search'], { q: text.trim() }));
      }}
    >
      <label class="unseen" for="search">
        Payment id, order number, operation id or idempotency key
      </label>
      <input
        id="search"
        type="search"
        placeholder="Payment, order, operation or key"
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
      />
      <button type="submit">Find</button>
    </form>
  );
}

/** The whole console: a head with the way to every screen, and one screen. */
export function App(): JSX.Element {
  const place = usePlace();
  const [first = ''] = place.parts;
  const about = useAnswer<About>('/api/about');
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="head">
        <p class="name">
          <strong>Payment gateway</strong> <span>{about.value?.name ?? ''}</span>
        </p>
        <SearchBox asked={first === 'search' ? (place.query['q'] ?? '') : ''} />
        <nav aria-label="Screens">
          <ul>
            {entries.map(([path, label]) => (
              <li key={path}>
                <a
                  href={`/${path}`}
                  aria-current={
                    first === path || (path === '' && first === 'payments') ? 'page' : undefined
                  }
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {screenOf(place)}
    </>
  );
}
