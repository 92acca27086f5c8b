import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { rowOf } from '../operations.ts';
import type { Provider, WireRequest } from '../providers/provider.ts';
import { ask, filledSecret, type Destination } from '../providers/call.ts';
import { budgetOf, type Budget } from './deadline.ts';
import type { Body, JsonObject } from '../platform/body.ts';
import { recordForgotten } from '../recovery/claim-after-restore.ts';
import { now } from '../platform/clock.ts';
import { contradicts, type AnyContract } from '../providers/contract.ts';
import { hashesOf, operationIdOf } from '../ledger/fingerprint.ts';
import { findObject } from '../recovery/read-object.ts';
import { writeIdempotencyKey } from './idempotency-key.ts';
import type { Wanted } from '../ledger/record.ts';
import { ledgerTable } from '../ledger/store.ts';
import { once, type Ports, type Settled } from '../ledger/execute-once.ts';
import { lookFor } from '../recovery/lookups.ts';
import type { Answer, Outcome } from '../providers/outcome.ts';
import { readIntent, readRequest, type Operation, type Request } from './request.ts';
import { isCareful, type Restore } from '../recovery/restore.ts';
import type { LedgerSecret, ProviderSecret, Secret } from '../platform/secrets.ts';
import type { Exchange } from './handler.ts';
import { search, searchMs } from '../recovery/search-list.ts';
import { believesSilence, maySend, type Asked, type Attempt } from '../ledger/transitions.ts';
import { wireRequest } from '../providers/provider-request.ts';
import type { Asking } from '../providers/read.ts';

/** What an operation that moves money needs besides its provider. */
export type Books = {
  readonly mode: string;
  readonly tableName: string;
  readonly client: DynamoDBClient;
  readonly secret: Secret<LedgerSecret>;
  /** Whether the table was restored; kept as secrets are. */
  readonly restore: Secret<Restore | undefined>;
};

/** One request, prepared: its operation id, what goes to the provider, and with which secrets. */
type Prepared = {
  readonly id: string;
  readonly operation: Operation & { contract: AnyContract };
  readonly request: Request;
  readonly wire: WireRequest;
  readonly ledgerSecret: LedgerSecret;
  readonly secret: ProviderSecret;
};

/** What goes on record of what was asked for; nothing where no amount was named. */
const wantedOf = ({ amount, currency }: Wanted): Wanted | undefined =>
  amount === undefined ? undefined : { amount, currency };

/** The request as the ledger sees it: hashes of what it means and of what is sent. */
function askedOf(prepared: Prepared, caller: string): Asked {
  const { id, operation, request, wire, ledgerSecret, secret } = prepared;
  const { again } = rowOf(operation.id);
  if (again === undefined) throw new Error(`The row of ${operation.id} lacks its again.`);
  // No path names more than one object.
  const [named] = Object.values(request.pathParameters);
  const { contract } = operation;
  const body = request.body.value;
  const expected = contract.expect?.({ path: request.pathParameters, body });
  return {
    id,
    operation: operation.id,
    again,
    caller,
    account: secret.account,
    payment: named === undefined ? undefined : `${operation.provider.name}#${named}`,
    wanted: wantedOf(contract.wants?.(body) ?? expected ?? {}),
    fingerprintVersion: ledgerSecret.version,
    fingerprint: (version) => {
      const key = ledgerSecret.key(version);
      return key === undefined ? undefined : hashesOf(key, { request, wire });
    },
  };
}

/**
 * Before an attempt is sent again to a provider without a key, its list is searched for what an earlier one made:
 * found, it is the outcome. Not found, the attempt is sent, but only once the list's silence may be believed.
 */
async function searchFirst(
  destination: Destination,
  { id, operation, request }: Prepared,
  { attempt, asking }: { attempt: Attempt; asking: Asking },
): Promise<Outcome | undefined> {
  const { contract } = operation;
  const { again } = rowOf(operation.id);
  if (contract.search === undefined || again !== 'search-first') return undefined;
  if (attempt.number === 1) return undefined;
  const { path, headers } = request;
  const sought = { reference: id, path, headers, search: contract.search, tell: contract.tell };
  const found = await search(destination, sought, asking);
  if (found !== undefined || believesSilence(attempt)) return found;
  return { kind: 'not_attempted', why: 'may_still_land' };
}

/** Where the table has been restored, an operation that it may have forgotten is looked for before it is claimed. */
async function mindRestore(
  destination: Destination,
  { operation, secret }: Prepared,
  minding: {
    asked: Asked;
    restore: Restore | undefined;
    ports: Ports;
    budget: Budget;
    exchange: Exchange;
  },
): Promise<void> {
  const { asked, restore, ports, budget, exchange } = minding;
  if (!isCareful(restore, ports.now())) return;
  const { id, provider, contract } = operation;
  const { find = 'none' } = rowOf(id);
  const signal = AbortSignal.any([budget.provider, AbortSignal.timeout(searchMs)]);
  const looking = { destination, now, asking: { secret, signal, line: exchange.line } };
  await recordForgotten(ports, asked, {
    restore,
    find,
    look: (entry) =>
      lookFor(looking, { entry, operation: id, provider: provider.name, find, contract }),
  });
}

/** Sends one attempt. An answer that contradicts what was asked for decides nothing. */
async function act(
  destination: Destination,
  prepared: Prepared,
  sending: { attempt: Attempt; budget: Budget; exchange: Exchange },
): Promise<Outcome> {
  const { attempt, budget, exchange } = sending;
  const { secret, request, operation } = prepared;
  const { contract, provider } = operation;
  const asked = { reference: prepared.id, path: request.pathParameters };
  const asking = { secret, signal: budget.provider, line: exchange.line };
  const wire = await completeWire(destination, prepared, asking);
  if ('kind' in wire) return wire;
  const outcome =
    (await searchFirst(destination, prepared, { attempt, asking })) ??
    (await ask(destination, {
      ...asking,
      request: { ...wire, headers: { ...wire.headers, ...keyHeader(provider, attempt) } },
      tell: (body) => contract.tell(body, asked),
      maySend: () => {
        if (!maySend(attempt, now())) return 'lease_over';
        return budget.hasTime() ? true : 'no_time_left';
      },
    }));
  exchange.line.outcome = outcome.kind;
  if (outcome.kind === 'refused' && attempt.number > 1) {
    return contract.tellAgain?.(outcome, asked) ?? outcome;
  }
  if (outcome.kind !== 'done') return outcome;
  const expected = contract.expect?.({ path: asked.path, body: request.body.value });
  return contradicts(outcome.told, { ...expected, reference: asked.reference })
    ? { kind: 'unknown', why: 'contradicts' }
    : outcome;
}

/**
 * What is written to the provider: what was hashed at the claim, and for a change that would drop a part of its object
 * also that part, read a moment before.
 */
async function completeWire(
  destination: Destination,
  { id, operation, request, wire }: Prepared,
  asking: Asking,
): Promise<WireRequest | Extract<Outcome, { kind: 'not_attempted' }>> {
  if (operation.contract.readsFirst?.(request.body.value) !== true) return wire;
  const found = await findObject(destination, request, asking);
  if (found.kind !== 'found') return found;
  const body = mark(operation, request, { reference: id, found: found.object });
  return wireRequest(destination, request, body);
}

/** The provider's idempotency key, on the operations for which it has one. */
const keyHeader = (
  { idempotencyHeader }: Provider,
  { again, providerKey }: Attempt,
): Record<string, string> =>
  idempotencyHeader !== undefined && again === 'provider-key'
    ? { [idempotencyHeader]: providerKey }
    : {};

/** The body with the operation's id, or what is kept of the object that was found, where its contract says so. */
const mark = (
  { contract }: Prepared['operation'],
  { body }: Request,
  given: { reference: string; found: unknown },
): Body =>
  contract.mark === undefined
    ? body
    : { ...body, value: contract.mark(body.value, given) as JsonObject };

function told(settled: Settled, { headers, line }: Exchange): Answer {
  if (settled.isReplay) {
    headers['Idempotent-Replayed'] = 'true';
    line.outcome = 'replayed';
  }
  if (settled.wasRead) headers['X-Result-Source'] = 'read';
  return settled.answer;
}

/**
 * Passes an operation that moves money, or makes something: the request is read, the secrets are at hand and the time
 * suffices before anything is claimed, so that a refusal burns no key.
 */
export async function passOnce(
  to: { destination: Destination; books: Books },
  operation: Operation & { contract: AnyContract },
  { exchange, remainingMs }: { exchange: Exchange; remainingMs: () => number },
): Promise<Answer> {
  const { destination, books } = to;
  const { event, headers, line } = exchange;
  const { caller, key } = readIntent(event, operation.id);
  line.caller = caller.id;
  headers['Idempotency-Key'] = writeIdempotencyKey(key);
  const [ledgerSecret, restore] = await Promise.all([
    books.secret.current(),
    books.restore.current(),
  ]);
  const { namespace } = ledgerSecret;
  const { mode } = books;
  const id = operationIdOf({ namespace, mode, caller: caller.id, operation: operation.id, key });
  headers['X-Operation-Id'] = id;
  line.operationId = id;

  const request = readRequest(event, operation);
  const secret = await filledSecret(destination);
  const budget = budgetOf(remainingMs());
  const body = mark(operation, request, { reference: id, found: undefined });
  const wire = wireRequest(destination, request, body);
  const prepared: Prepared = { id, operation, request, wire, ledgerSecret, secret };
  const ports: Ports = {
    table: ledgerTable(books.client, books.tableName, budget.table),
    now,
    token: randomUUID,
    alarm: (finding) => {
      line.finding = finding;
    },
  };
  const asked = askedOf(prepared, caller.id);
  await mindRestore(destination, prepared, { asked, restore, ports, budget, exchange });
  const settled = await once(ports, asked, (attempt) =>
    act(destination, prepared, { attempt, budget, exchange }),
  );
  return told(settled, exchange);
}
