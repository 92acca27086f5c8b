import type { JSX } from 'preact';
import {
  deliveryStates,
  type DeliveryRow,
  type ReplayAnswer,
  type WebhooksScreen,
} from '../../api/webhooks.ts';
import { post, useAnswer, useDoing } from '../ask.ts';
import { Badge, plainWord, toneOf } from '../parts/badge.tsx';
import { Answer, Note, Problem, Screen } from '../parts/screen.tsx';
import { Table } from '../parts/table.tsx';
import { Moment, PaymentLink } from '../parts/values.tsx';
import { hrefOf, type Place } from '../router.ts';

/** Has one event sent once more; what came of it stands in the button's place. */
function Replay({
  delivery: { event, endpoint },
  again,
}: {
  readonly delivery: DeliveryRow;
  readonly again: () => void;
}): JSX.Element {
  const replay = useDoing<ReplayAnswer>();
  if (replay.value !== undefined) {
    return (
      <p class="quiet" role="status">
        {replay.value.said}{' '}
        <button type="button" class="plain" onClick={again}>
          Look again
        </button>
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        class="plain"
        disabled={replay.isUnderWay}
        aria-label={`Send once more: ${event} to ${endpoint}`}
        onClick={() => {
          replay.start(() => post('/api/webhooks/replay', { event, endpoint }));
        }}
      >
        Send once more
      </button>
      {replay.error !== undefined && <Problem text={replay.error} />}
    </>
  );
}

const Tries = ({
  delivery: { tried, tries, next },
}: {
  readonly delivery: DeliveryRow;
}): JSX.Element => (
  <>
    {tries.length === 0 ? (
      <span class="quiet">none yet</span>
    ) : (
      <details>
        <summary>
          {tried}, last: {tries.at(-1)?.result}
        </summary>
        <ul class="tries">
          {tries.map((each) => (
            <li key={each.at}>
              <Moment at={each.at} /> {each.result} <span class="quiet">{String(each.ms)} ms</span>
            </li>
          ))}
        </ul>
      </details>
    )}
    {next !== null && (
      <div class="quiet">
        next <Moment at={next} />
      </div>
    )}
  </>
);

const heads = ['Time', 'What has happened', 'Payment', 'End point', 'State', 'Tries', 'Again'];

const Deliveries = ({
  screen: { deliveries, isCut },
  again,
}: {
  readonly screen: WebhooksScreen;
  readonly again: () => void;
}): JSX.Element => (
  <>
    {deliveries.length === 0 ? (
      <p>There are none.</p>
    ) : (
      <Table
        caption={`${String(deliveries.length)} shown, the newest first`}
        heads={heads}
        rows={deliveries.map((delivery) => ({
          key: `${delivery.endpoint} ${delivery.event}`,
          cells: [
            <Moment at={delivery.at} />,
            <span title={delivery.event}>{delivery.type}</span>,
            delivery.payment === null ? '' : <PaymentLink {...delivery.payment} />,
            delivery.endpoint,
            <Badge tone={toneOf(delivery.state)}>{plainWord(delivery.state)}</Badge>,
            <Tries delivery={delivery} />,
            <Replay delivery={delivery} again={again} />,
          ],
        }))}
      />
    )}
    {isCut && <Note>Older ones are not shown. A payment’s page has all of its own.</Note>}
  </>
);

const Incoming = ({ screen: { incoming } }: { readonly screen: WebhooksScreen }): JSX.Element =>
  incoming.length === 0 ? (
    <p>Everything that came was applied. What came for a payment stands on its page.</p>
  ) : (
    <Table
      caption="Came in, and not applied yet"
      heads={['Came', 'What it tells', 'Payment', 'Tries', 'Tried next']}
      rows={incoming.map((row) => ({
        key: `${row.provider} ${row.id}`,
        cells: [
          <Moment at={row.receivedAt} />,
          <>
            {row.type} <span class="quiet">by {row.cause}</span>
          </>,
          <PaymentLink provider={row.provider} id={row.payment} />,
          String(row.tries),
          <Moment at={row.dueAt} />,
        ],
      }))}
    />
  );

const StateLinks = ({ chosen }: { readonly chosen: string | undefined }): JSX.Element => (
  <nav aria-label="Which deliveries" class="tabs">
    {[undefined, ...deliveryStates].map((state) => (
      <a
        key={state ?? 'all'}
        href={hrefOf(['webhooks'], { state })}
        aria-current={state === chosen ? 'true' : undefined}
      >
        {state === undefined ? 'All' : plainWord(state)}
      </a>
    ))}
  </nav>
);

/** What goes to the merchant's own servers, and what came from the providers. */
export function WebhooksPage({ query }: Pick<Place, 'query'>): JSX.Element {
  const asked = useAnswer<WebhooksScreen>(hrefOf(['api', 'webhooks'], query));
  return (
    <Screen title="Webhooks">
      <section>
        <h2>To your servers</h2>
        <StateLinks chosen={query['state']} />
        <Answer asked={asked}>
          {(screen) => (
            <>
              <p class="row">
                {screen.endpoints.length === 0
                  ? 'This gateway has no end points.'
                  : screen.endpoints.map(({ name, state }) => (
                      <span key={name}>
                        {name} <Badge tone={toneOf(state)}>{state}</Badge>
                      </span>
                    ))}
              </p>
              <Deliveries screen={screen} again={asked.again} />
            </>
          )}
        </Answer>
      </section>
      <section>
        <h2>From the providers</h2>
        <Answer asked={asked}>{(screen) => <Incoming screen={screen} />}</Answer>
      </section>
    </Screen>
  );
}
