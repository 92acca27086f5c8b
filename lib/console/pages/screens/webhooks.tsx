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
import { Tries } from '../parts/tries.tsx';
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

/** When it is tried next, or what it waits for. */
const NextTry = ({ delivery }: { readonly delivery: DeliveryRow }): JSX.Element => {
  const { next, isOverdue, after, state } = delivery;
  const isOpen = state === 'pending' || state === 'failing';
  return (
    <>
      {next !== null && (
        <div class="quiet">
          next try <Moment at={next} />
        </div>
      )}
      {isOverdue && <Badge tone="bad">overdue</Badge>}
      {after !== null && <div class="quiet">waits for an earlier event of the same payment</div>}
      {isOpen && next === null && after === null && (
        <div class="quiet">no next try is planned: send it once more</div>
      )}
    </>
  );
};

const heads = ['What has happened', 'State', 'Time', 'Payment', 'Tries', 'Again'];

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
        isCompact
        caption={`${String(deliveries.length)} shown, the newest first`}
        heads={heads}
        rows={deliveries.map((delivery) => ({
          key: `${delivery.endpoint} ${delivery.event}`,
          cells: [
            <>
              <b title={delivery.event}>{delivery.type}</b>{' '}
              <span class="quiet">to {delivery.endpoint}</span>
            </>,
            <Badge tone={toneOf(delivery.state)}>{plainWord(delivery.state)}</Badge>,
            <Moment at={delivery.at} />,
            delivery.payment === null ? '' : <PaymentLink {...delivery.payment} />,
            <>
              <Tries sent={delivery} />
              <NextTry delivery={delivery} />
            </>,
            <Replay delivery={delivery} again={again} />,
          ],
        }))}
      />
    )}
    {isCut && <Note>Older ones are not shown. A payment’s page has all of its own.</Note>}
  </>
);

/** How an event came. */
const causes: Readonly<Partial<Record<string, string>>> = {
  webhook: 'by webhook',
  list: 'in the provider’s list',
  poll: 'by looking at the provider',
};

const triesText = (tries: number): string =>
  tries === 0 ? 'no try yet' : tries === 1 ? '1 try' : `${String(tries)} tries`;

const Incoming = ({ screen: { incoming } }: { readonly screen: WebhooksScreen }): JSX.Element =>
  incoming.length === 0 ? (
    <p>Everything that came was applied. What came for a payment stands on its page.</p>
  ) : (
    <Table
      caption="Came in, and not applied yet"
      isCompact
      heads={['What it tells', 'Tries', 'Came', 'Payment', 'Why it is not applied', 'Next']}
      rows={incoming.map((row) => ({
        key: `${row.provider} ${row.id}`,
        cells: [
          <>
            <b>{row.type}</b> <span class="quiet">{causes[row.cause] ?? row.cause}</span>
          </>,
          triesText(row.tries),
          <Moment at={row.receivedAt} />,
          <PaymentLink provider={row.provider} id={row.payment} />,
          row.why,
          <span class="quiet">
            next try <Moment at={row.dueAt} />
          </span>,
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
