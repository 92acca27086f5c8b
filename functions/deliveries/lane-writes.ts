import { marshall } from '@aws-sdk/util-dynamodb';
import { inboxAttributes, attributes, timeToLive } from '../ledger/table/schema.ts';
import { setAttributes } from '../ledger/table/set-attributes.ts';
import type { EpochMs } from '../platform/clock.ts';
import { triesKept, type Delivery, type DeliveryState, type Lane, type Try } from './delivery.ts';
import { expiryOf, partitionsOf } from './items.ts';
import type { Update } from './table-calls.ts';

/* The writes of lanes and deliveries, as DynamoDB takes them. */

const { todoShard, dueAt: due } = inboxAttributes;

/** A lane that is held: nobody else sends of it before its lease ends. `woken` counts the events that came. */
export type HeldLane = { readonly token: string; readonly woken: number };

/** Something is to be delivered: due at that moment, unless it waits for its next try. */
export const wakeLane = (lane: Lane, at: EpochMs): Update =>
  wokenAt('if_not_exists(#due, :at)', lane, at);

/** Due at once, whatever it waits for; not where it is held, because two runs would send of it. */
export const hurryLane = (lane: Lane, at: EpochMs): Update => {
  const woken = wokenAt(':at', lane, at);
  return {
    ...woken,
    ConditionExpression: 'attribute_not_exists(holder) OR holder = :nobody OR #due <= :at',
    ExpressionAttributeValues: {
      ...woken.ExpressionAttributeValues,
      ...marshall({ ':nobody': '' }),
    },
  };
};

const wokenAt = (moment: string, { endpoint }: Lane, at: EpochMs): Update => ({
  UpdateExpression: [
    'SET woken = if_not_exists(woken, :none) + :one',
    '#todo = :todo',
    `#due = ${moment}`,
  ].join(', '),
  ExpressionAttributeNames: { '#todo': todoShard, '#due': due },
  ExpressionAttributeValues: marshall({
    ...{ ':none': 0, ':one': 1, ':at': at },
    ':todo': partitionsOf(endpoint).due,
  }),
});

/** While it is held it is due only when its lease ends, so nobody else takes it before. */
export const holdLane = (lease: { token: string; at: EpochMs; until: EpochMs }): Update => ({
  UpdateExpression: 'SET #due = :until, holder = :token',
  ConditionExpression: '#due <= :at',
  ExpressionAttributeNames: { '#due': due },
  ExpressionAttributeValues: marshall({
    ':until': lease.until,
    ':token': lease.token,
    ':at': lease.at,
  }),
});

/** Due at a moment. */
export const putOffLane = ({ token }: HeldLane, dueAt: EpochMs): Update =>
  setAttributes({ holder: '', [due]: dueAt }, { onlyIf: { holder: token } });

/** Not due any more; not where an event came meanwhile. */
export const endLane = ({ token, woken }: HeldLane): Update =>
  setAttributes({ holder: '' }, { remove: [todoShard, due], onlyIf: { holder: token, woken } });

/** Adds a try to a delivery, and what became of it. */
export function noteTry(
  { tries, tried: before }: Delivery,
  { tried, state }: { tried: Try; state: DeliveryState },
): Update {
  const set = {
    [attributes.state]: state,
    tries: [...tries, tried].slice(-triesKept),
    [attributes.attempts]: before + 1,
    ...(state === 'pending' ? {} : { [timeToLive]: expiryOf(tried.at) }),
  };
  const onlyIf = { [attributes.state]: 'pending', [attributes.attempts]: before };
  return setAttributes(set, { onlyIf });
}

/** Pending once more, as if it had just come; only what nobody has changed since it was read. */
export function pendingAgain(delivery: Delivery, at: EpochMs): Update {
  const set = {
    [attributes.state]: 'pending' satisfies DeliveryState,
    since: at,
    [attributes.attempts]: 0,
  };
  const { state, since, tried } = delivery;
  const onlyIf = { [attributes.state]: state, since, [attributes.attempts]: tried };
  return setAttributes(set, { remove: [timeToLive], onlyIf });
}
