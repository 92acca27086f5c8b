import { viewText } from '../../../functions/inbox/items.ts';
import type { Item } from '../sdk.ts';
import type { Kept } from '../items.ts';
import type { World } from '../world.ts';
import { stateOf, viewOf } from '../actors/webhook.ts';

/*
 * What must hold of events and payments after every step: judged by what the provider has told and what was answered.
 */

/** How a payment was at a time: as a whole, and without its refunds, which some answers do not show. */
type Was = { readonly whole: string; readonly partly: string };

const wasBy = new Map<string, Was>();

function wasIn(text: string): Was {
  const { refunds, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return { whole: text, partly: refunds === undefined ? text : JSON.stringify(rest) };
}

/** All that a payment ever was, in its order. */
const historyOf = ({ provider }: World, payment: string): readonly Was[] =>
  provider.events
    .filter((event) => event.payment === payment)
    .map((event) => {
      const known = wasBy.get(event.body) ?? wasIn(viewText(viewOf(event)));
      wasBy.set(event.body, known);
      return known;
    });

/** Where in its history a payment is as it is on record; -1 where it never was so, or is not on record. */
function placeOf(history: readonly Was[], item: Item | undefined): number {
  const view = item?.['pay']?.S;
  return history.findLastIndex(({ whole, partly }) => whole === view || partly === view);
}

const recordOf = ({ items }: World, payment: string): Item | undefined =>
  items.all.get(`PAY#komoju#${payment}`)?.item;

const revisionIn = (item: Item | undefined): number => Number(item?.['revision']?.N ?? 0);

const isAppliedIn = (kept: Kept | undefined): boolean => kept?.item['st']?.S === 'applied';

function onEvent(kept: Kept, before: Kept | undefined): string | undefined {
  const isDue = kept.item['todo'] !== undefined && kept.item['due'] !== undefined;
  if (isAppliedIn(kept)) return isDue ? 'an applied event is to be done' : undefined;
  if (isAppliedIn(before)) return 'an applied event is open again';
  if (!isDue) return 'a received event is in no index';
  return kept.item['ttl'] === undefined ? undefined : 'a received event would be forgotten';
}

function onPayment(world: World, key: string, { kept, before }: Change): string | undefined {
  const history = historyOf(world, key.slice('PAY#komoju#'.length));
  const place = placeOf(history, kept.item);
  if (place < 0) return 'a payment is on record as it never was';
  if (place < earliestPlaceOf(history, before?.item)) return 'a payment was moved back';
  return revisionIn(kept.item) === revisionIn(before?.item) + 1
    ? undefined
    : 'a revision was written over';
}

/** Where it was so at the earliest: what shows no refunds may have been so at several places. */
function earliestPlaceOf(history: readonly Was[], item: Item | undefined): number {
  const view = item?.['pay']?.S;
  const isWhole = history.some(({ whole }) => whole === view);
  return isWhole ? placeOf(history, item) : history.findIndex(({ partly }) => partly === view);
}

type Change = { readonly kept: Kept; readonly before: Kept | undefined };

function onItem(world: World, key: string, kept: Kept): string | undefined {
  const before = world.before.get(key);
  if (before?.text === kept.text) return undefined;
  world.before.set(key, kept);
  if (key.startsWith('EVT#')) return onEvent(kept, before);
  return key.startsWith('PAY#') ? onPayment(world, key, { kept, before }) : undefined;
}

/** Of what was answered 200 nobody tells again: all that it told must be on record. */
function onAnswered(world: World): string | undefined {
  for (const event of world.provider.events.filter(({ id }) => world.answered.has(id))) {
    if (stateOf(world, event) !== 'applied') return 'an event was answered that is not applied';
    const history = historyOf(world, event.payment);
    const place = placeOf(history, recordOf(world, event.payment));
    if (place < history.findIndex(({ whole }) => whole === viewText(viewOf(event)))) {
      return 'an event was answered, and its payment is not known to be so';
    }
  }
  return undefined;
}

/** What is wrong with what is told, if anything is. */
export function wrongTold(world: World): string | undefined {
  if (world.scenario.news === undefined) return undefined;
  for (const [key, kept] of world.items.all) {
    const wrong = onItem(world, key, kept);
    if (wrong !== undefined) return wrong;
  }
  // Whoever does not understand an answer says so each time.
  const reported = world.reported.filter((each) => !each.startsWith('object_not_read'));
  for (const key of world.before.keys()) {
    if (!world.items.all.has(key)) return 'an event or a payment is gone';
  }
  if (new Set(reported).size < reported.length) return 'a finding was reported twice';
  return onAnswered(world);
}

/** What was executed, and told, leaves no operation open. */
function openAtEnd({ provider, items }: World): string | undefined {
  return provider.made.some(({ reference }) => items.all.get(reference)?.item['pend'] !== undefined)
    ? 'an event told of what an operation did, and it is still open'
    : undefined;
}

/** What is wrong once everything has been told and gone on with. */
export function wrongAtEnd(world: World): string | undefined {
  const { items, provider, scenario } = world;
  for (const event of provider.events) {
    const history = historyOf(world, event.payment);
    if (stateOf(world, event) !== 'applied') return 'an event is not applied';
    const place = placeOf(history, recordOf(world, event.payment));
    if (place < history.length - 1) return 'a payment is not known as it is';
  }
  const findings = [...items.all.keys()].filter((key) => key.startsWith('FINDING#'));
  // Where nothing has happened, there is nothing to know.
  const all = provider.events.length === 0 ? [] : (scenario.news?.findings ?? []);
  const expected = all.map((each) => {
    const [finding = '', object = ''] = each.split(' ');
    return `FINDING#${finding}#komoju#${object}`;
  });
  return findings.sort().join() === expected.toSorted().join()
    ? openAtEnd(world)
    : `what a person must know is: ${findings.join()}`;
}
