import { routeOf, type OperationId } from '../operations.ts';
import type { Trial } from '../providers/provider.ts';
import { ask, type AsCaller, type Reply } from './ask.ts';

/** What went wrong, in fixed words: the operation, and the status or why there is none. */
const mistake = (operation: OperationId, reply: Reply): string =>
  `${operation}: ${'status' in reply ? reply.status : reply.why}`;

/** Where an operation is asked for, of the object with this id where its path names one. */
const pathOf = (operation: OperationId, id = ''): string =>
  (routeOf(operation)?.path ?? '').replace(/\{\w+\}/, () => encodeURIComponent(id));

/**
 * Makes the payment of an hour and cancels it. Who does it again in that hour is answered from the record, so the
 * provider is asked once, and what was left open is brought to its end.
 *
 * @param hour goes into the idempotency keys: `2026-11-28T09`
 * @returns what went wrong; undefined where nothing did
 */
export async function tryPayment(
  caller: AsCaller,
  { create, body, idIn, cancel, isCancelled }: Trial,
  hour: string,
): Promise<string | undefined> {
  const post = (operation: OperationId, path: string, sent: object): Promise<Reply> =>
    ask(caller, { path, intent: { idempotencyKey: `canary ${operation} ${hour}`, body: sent } });

  const made = await post(create, pathOf(create), body);
  const id = 'status' in made && made.status === 200 ? idIn(made.body) : undefined;
  if (id === undefined) return mistake(create, made);

  const ended = await post(cancel, pathOf(cancel, id), {});
  const isEnded = 'status' in ended && ended.status === 200 && isCancelled(ended.body);
  return isEnded ? undefined : mistake(cancel, ended);
}
