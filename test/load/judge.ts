import { rowOf, type OperationId } from '../../functions/operations.ts';
import type { Account } from './caller.ts';
import type { KomojuPayment, Truth } from './truth.ts';

/** What is compared of one task: its caller's view, the record, and what the provider did. */
export type Verdict = {
  readonly chargedTwice: boolean;
  readonly lost: boolean;
  readonly toldWrong: boolean;
  /** Whether only a person can say what became of it. */
  readonly isForPerson: boolean;
  readonly outcome: 'yes' | 'no' | 'unknown';
};

/** The object that a request's path names. */
const namedBy = (path: string): string =>
  /\/(?:payments|customers|sessions)\/(\w+)/.exec(path)?.[1] ?? '';

type Effects = (path: string, id: string, truth: Truth) => number;

const onResource =
  (count: (payment: KomojuPayment, id: string) => number): Effects =>
  (path, id, { payments }) => {
    const payment = payments.get(namedBy(path));
    return payment === undefined ? 0 : count(payment, id);
  };

const once = (isSo: boolean): number => (isSo ? 1 : 0);

/** How often an operation took effect. */
const effects: Partial<Record<OperationId, Effects>> = {
  'komoju.payment.create': (_, id, { made }) => made.get(id) ?? 0,
  'komoju.customer.create': (_, id, { made }) => made.get(id) ?? 0,
  'komoju.payment.update': onResource(({ description }) => once(description === 'new')),
  'komoju.payment.capture': onResource(({ status }) => once(status === 'captured')),
  'komoju.payment.cancel': onResource(({ status }) => once(status === 'cancelled')),
  'komoju.payment.refund': onResource(
    ({ refunds }, id) =>
      refunds.filter(({ description }) => description?.startsWith(`[${id}]`) === true).length,
  ),
  'komoju.payment.refund-request': onResource(({ refund_requests: requests }) => requests.length),
  'komoju.customer.update': (path, _, { customers }) =>
    once(customers.get(namedBy(path))?.email === 'new@example.com'),
  // Two sessions of one key harm nobody: at most one was told.
  'komoju.session.create': (_, id, { made }) => once(made.has(id)),
  'komoju.session.cancel': (path, _, { sessions }) =>
    once(sessions.get(namedBy(path))?.status === 'cancelled'),
  'komoju.session.pay': (path, _, { payments }) =>
    [...payments.values()].filter(({ session }) => session === namedBy(path)).length,
  'coiney.payment.create': (_, id, { made }) => made.get(id) ?? 0,
  'coiney.payment.update': (path, _, { links }) =>
    once(links.get(namedBy(path))?.description === 'new'),
  'komoju.customer.delete': (path, _, { customers }) => once(!customers.has(namedBy(path))),
};

/** Every answer that decided something, as one: undefined where there was none, 'both' where they disagree. */
function viewOf({ replies: result }: Account): 'yes' | 'no' | 'both' | undefined {
  const [first] = result;
  if (first === undefined) return undefined;
  if (result.some(({ status, body }) => status !== first.status || body !== first.body)) {
    return 'both';
  }
  return first.status < 300 ? 'yes' : 'no';
}

/** Whether somebody who was told this, or reads it on record, was told the truth. */
const isTrue = (said: 'yes' | 'no' | 'both' | undefined, count: number): boolean =>
  said === undefined || (said === 'yes' ? count > 0 : said === 'no' ? count === 0 : false);

const recorded: Readonly<Record<string, 'yes' | 'no'>> = { SUCCEEDED: 'yes', FAILED: 'no' };

/** How often the operation with this id took effect on what the path names. */
export const effectsOf = (
  { operation, path, id }: { operation: OperationId; path: string; id: string },
  truth: Truth,
): number => effects[operation]?.(path, id, truth) ?? 0;

const effectOf = ({ task, request, id = '' }: Account, truth: Truth): number =>
  effectsOf({ operation: task.operation, path: request.path, id }, truth);

/** What is on record at the end: completed, open, or left open for a person because no read can recognise it. */
function keptAs(
  record: string | undefined,
  operation: OperationId,
): 'completed' | 'open' | 'person' {
  if (record === undefined || recorded[record] !== undefined) return 'completed';
  return rowOf(operation).lookup === 'none' ? 'person' : 'open';
}

/** A session that nobody was told of is closed, whether it was made or not. */
const isClosedHarmless = (operation: OperationId, record: string | undefined): boolean =>
  rowOf(operation).lookup === 'harmless' && record === 'FAILED';

const isAllTrue = (
  { view, onRecord }: { view: ReturnType<typeof viewOf>; onRecord: 'yes' | 'no' | undefined },
  count: number,
  isVoid: boolean,
): boolean => isVoid || (isTrue(view, count) && isTrue(onRecord, count));

/** Judges by what the provider has in the end, never by what the gateway says of itself. */
export function judge(account: Account, record: string | undefined, truth: Truth): Verdict {
  const { task } = account;
  const count = effectOf(account, truth);
  const view = viewOf(account);
  const onRecord = recorded[record ?? ''];
  const kept = keptAs(record, task.operation);
  const isForgotten = record === undefined && count > 0;
  const isTold = view !== undefined || task.vanishes;
  return {
    chargedTwice: count > 1,
    toldWrong: !isAllTrue({ view, onRecord }, count, isClosedHarmless(task.operation, record)),
    // In the end whatever can be recognised is completed, and who still asks is told; of the rest a person can be told.
    lost: kept === 'open' || isForgotten || (kept === 'completed' && !isTold),
    isForPerson: kept === 'person',
    outcome: view === 'yes' || view === 'no' ? view : 'unknown',
  };
}
