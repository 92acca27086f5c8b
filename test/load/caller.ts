import { setTimeout as wait } from 'node:timers/promises';
import {
  mutationRequests,
  pathThere,
  type Maker,
  type MutationRequest,
} from '../support/mutation-requests.ts';
import type { LocalReply, LocalSystem } from '../support/local.ts';
import type { Task } from './plan.ts';

/** What a caller was told that decides something: a yes, or a no that is final. */
export type Reply = { readonly status: number; readonly body: string };

/** What became of one task, as its caller sees it. */
export type Account = {
  readonly task: Task;
  readonly request: MutationRequest;
  readonly key: string;
  /** The operation's id, once an answer has named it. */
  id: string | undefined;
  readonly replies: Reply[];
  /** Milliseconds of the requests that were answered. */
  readonly took: number[];
};

/** Codes that tell a caller to ask again with the same key, and API Gateway's own. */
const asksAgain = new Set([
  'outcome_unknown',
  'operation_in_progress',
  'not_attempted',
  'internal_error',
]);

/** KOMOJU's errors are nested, Coiney's are flat. */
const codeIn = ({ error, code }: { code?: string; error?: { code: string } }): string | undefined =>
  error?.code ?? code;

const codeOf = ({ json }: LocalReply): string | undefined => codeIn(json);

/** How often a caller asks again before it leaves the rest for later. */
const triesMost = 6;

/** Sends a task's request once, and says whether the answer was definite. */
export async function sendOnce(local: LocalSystem, account: Account): Promise<boolean> {
  const { request, key } = account;
  const startedAt = performance.now();
  const { method, path, body } = request;
  const call = { idempotencyKey: key, ...(body !== undefined && { body }) };
  // A connection that ends is no answer: its caller asks again, like any other.
  const reply = await local.call(method, path, call).catch(() => undefined);
  if (reply === undefined) return false;
  account.took.push(performance.now() - startedAt);
  account.id ??= reply.headers.get('x-operation-id') ?? undefined;
  if (asksAgain.has(codeOf(reply) ?? '')) return false;
  account.replies.push({ status: reply.status, body: reply.body });
  return true;
}

/** Prepares a task: what it is about exists, and its fault lies in wait. */
export async function prepare(
  local: LocalSystem,
  { task, make, prefix }: { task: Task; make: Maker; prefix: string },
): Promise<Account> {
  const request = await mutationRequests[task.operation]?.(make);
  if (request === undefined) throw new Error(`There is no request of ${task.operation}.`);
  const key = `${prefix}-${task.number}`;
  if (task.fault !== undefined) {
    const match = `${request.method} ${pathThere(request.path)}`;
    const on = task.operation.split('.')[0];
    await local.fault({ ...('on' in task.fault ? {} : { on, match }), ...task.fault });
  }
  return { task, request, key, id: undefined, replies: [], took: [] };
}

/** Does what a task's caller does: asks until it is told something definite, or goes away. */
export async function live(local: LocalSystem, account: Account): Promise<void> {
  const { vanishes, repeats } = account.task;
  for (let tries = 0; tries < triesMost; tries += 1) {
    if (await sendOnce(local, account)) break;
    if (vanishes) return;
    await wait(50 * (tries + 1));
  }
  if (repeats && !vanishes) await sendOnce(local, account);
}
