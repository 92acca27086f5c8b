import { dayMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import type { ProviderOperationId } from '../../../functions/operations.ts';
import type { Answer } from '../../../functions/providers/outcome.ts';
import type { ProviderRequest } from '../../../functions/providers/client/provider-request.ts';
import type { Happening, ProviderKind } from '../worlds/scenario.ts';
import { coiney } from './coiney.ts';
import type { Decision } from './decision.ts';
import { happenedPayment, komoju } from './komoju.ts';
import type { Entity, Made } from './made.ts';
import { misreadings, type Misreading } from './misread.ts';
import { partsOf, type Asked, type Shelf } from './speech.ts';
import { undecidedBy, type Undecided } from './undecided.ts';

/** How long this provider knows a key, as KOMOJU says. */
const keyLifeMs = dayMs;

/** How far what it shows may lag behind. */
const lagMs = 9 * minuteMs;

/** How far a read of one payment may lag behind what happens to it. */
const readLagMs = 90 * secondMs;

/** What a webhook tells: an event's id, and the payment as it was then. */
export type Event = {
  readonly id: string;
  readonly payment: string;
  readonly at: number;
  readonly body: string;
};

/** One request that makes or changes something, as the provider receives it, and for whom it is. */
export type Received = {
  readonly request: ProviderRequest;
  readonly path: string;
  readonly operation: ProviderOperationId;
  readonly reference: string;
  readonly intent: string;
  readonly account: string;
  readonly at: number;
};

export type Provider = {
  readonly made: readonly Made[];
  /** What has happened to payments, in its order. */
  readonly events: readonly Event[];
  /** How much has happened to the payment of which nobody here knows. */
  happened(): number;
  happen(happening: Happening, at: number): void;
  /** Whether it would decide about this request, and not answer as it must. */
  decides(received: Received): boolean;
  receive(received: Received, decision: Decision): Answer;
  /** The errors that do not say what became of a request. */
  readonly undecided: readonly Undecided[];
  /** What a read shows: all, or what was there a while ago. */
  read(asked: Asked, at: number, how: 'whole' | 'lagging'): Answer;
  /** The ways in which the same read may be answered otherwise, each another answer. */
  misreadings(asked: Asked, at: number): readonly Misreading[];
  /** Everything that decides what it will do. */
  text(): string;
};

const isOfPayment = (path: string): boolean => partsOf(path)[0] === 'payments';

const idempotencyHeader = 'X-KOMOJU-IDEMPOTENCY';

const sentBy = ({ body }: ProviderRequest): Made['sent'] =>
  body === undefined ? {} : (JSON.parse(body) as Made['sent']);

/** @param tells whether there are webhooks */
export function createProvider(kind: ProviderKind, tells: boolean): Provider {
  const speech = kind.name === 'komoju' ? komoju : coiney;
  const {
    clockMs = 0,
    others = [],
    pageSize = 100,
    isCaptured = true,
    isOldestFirst = false,
  } = kind;
  const made: Made[] = [];
  const events: Event[] = [];
  const happened: { at: number; payment: Entity }[] = [];
  const keys = new Map<string, { firstAt: number; answer: Answer }>();
  let text: string | undefined;
  const ofAccount = (account: string) => made.filter((one) => one.account === account);
  // Whether its keys belong to the account or to the secret key is not documented.
  const nameOf = ({ request: { headers }, account }: Received): string | undefined => {
    const key = headers[idempotencyHeader];
    const owner = kind.keysOf === 'secret-key' ? headers['authorization'] : account;
    return key === undefined ? undefined : `${owner ?? ''} ${key}`;
  };
  const known = (received: Received): Answer | undefined => {
    const name = nameOf(received);
    const key = name === undefined ? undefined : keys.get(name);
    return key !== undefined && received.at < key.firstAt + keyLifeMs ? key.answer : undefined;
  };
  const shelfOf = (account: string, at: number, how: 'whole' | 'lagging'): Shelf => ({
    at,
    shown: ofAccount(account).filter((one) => how === 'whole' || one.at + lagMs <= at),
    others,
    isCaptured,
    pageSize,
    isOldestFirst,
    happened: happened.findLast((one) => how === 'whole' || one.at + readLagMs <= at)?.payment,
  });
  /** Tells how a payment is now. */
  const tell = (payment: string, account: string, at: number): void => {
    const asked = { path: `/api/v1/payments/${payment}`, query: {}, account };
    const { body } = speech.read(asked, shelfOf(account, at, 'whole'));
    events.push({ id: `event_${events.length + 1}`, payment, at, body });
  };
  const must = (received: Received): Answer | undefined =>
    known(received) ?? speech.rejection(received.path, ofAccount(received.account));
  const make = (received: Received, isLive: boolean): Answer => {
    const { request, path, operation, reference, intent, account, at } = received;
    const [, on] = partsOf(path);
    const one: Made = {
      object: speech.idOf(path, made.length + 1),
      ...{ operation, reference, intent, account, isLive, on },
      at: at + clockMs,
      sent: sentBy(request),
    };
    if (isLive || (kind.listsFailures && on === undefined)) made.push(one);
    if (tells && isLive && isOfPayment(path)) tell(on ?? one.object, account, at);
    return isLive ? speech.done(one, path, shelfOf(account, at, 'whole')) : speech.declined;
  };
  const read: Provider['read'] = (asked, at, how) =>
    speech.read(asked, shelfOf(asked.account, at, how));
  return {
    made,
    events,
    happened: () => happened.length,
    happen: (happening, at) => {
      const payment = happenedPayment(happening);
      happened.push({ at, payment });
      tell(String(payment['id']), 'main', at);
      text = undefined;
    },
    decides: (received) => must(received) === undefined,
    receive: (received, decision) => {
      const before = must(received);
      if (before !== undefined) return before;
      text = undefined;
      const answer =
        decision === 'reject' ? speech.rejected : make(received, decision === 'accept');
      const name = nameOf(received);
      if (name !== undefined && (decision === 'accept' || kind.remembersRejections)) {
        keys.set(name, { firstAt: received.at, answer });
      }
      return answer;
    },
    undecided: undecidedBy(speech),
    read,
    misreadings: (asked, at) =>
      misreadings(asked, read(asked, at, 'whole'), {
        read: (other) => read(other, at, 'whole'),
        beside: speech.beside,
        error: speech.error,
      }),
    text: () => (text ??= JSON.stringify([made, [...keys], events])),
  };
}
