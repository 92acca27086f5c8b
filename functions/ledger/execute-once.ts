import { hasCardNumber } from '../platform/card-number.ts';
import { secondMs, type EpochMs } from '../platform/clock.ts';
import type { Entry, LedgerTable, Result, Write } from './record.ts';
import type { Answer, Outcome } from '../providers/outcome.ts';
import { Refusal } from '../platform/gateway-error.ts';
import {
  attemptOf,
  fail,
  firstClaim,
  giveBack,
  judge,
  landedMs,
  mayFail,
  release,
  succeed,
  takeOver,
  type Asked,
  type Attempt,
  type Ending,
} from './transitions.ts';

/** Every effect of the ledger, so that a driver can put any schedule of them to the same code. */
export type Ports = {
  readonly table: LedgerTable;
  readonly now: () => EpochMs;
  /** A fresh random token: it tells this request's claim from every other. */
  readonly token: () => string;
  /** Told when the record contradicts the provider, or names another account: a person must look. */
  readonly alarm: (finding: 'contradiction' | 'other_account') => void;
};

/** What `once` gives back: an answer to pass on, and whether it was read from the record. */
export type Settled = {
  readonly answer: Answer;
  readonly isReplay: boolean;
  readonly wasRead: boolean;
};

/** A larger answer is not kept, lest the entry outgrow DynamoDB's 400 kB. */
const bodyBytesMax = 300 * 1024;

/** Seconds until the same request is worth sending again. */
const retryAfterS = { unknown: 5, notAttempted: 2 };

const unknown = (why: string, cause?: unknown): Refusal =>
  new Refusal('outcome_unknown', { why, cause, retryAfterS: retryAfterS.unknown });

/** That this request surely did nothing. */
export const notAttempted = (why: string, cause?: unknown): Refusal =>
  new Refusal('not_attempted', { why, cause, retryAfterS: retryAfterS.notAttempted });

/**
 * Runs `act` so that no key is ever executed twice, and remembers what came of it.
 *
 * It is a plain function around the provider's call, not a middleware around the handler: a middleware also undoes its
 * claim when a duplicate is refused or a write fails, and then a retry pays again. An unknown outcome stays on record
 * as open; deleting it would let a retry pay twice.
 *
 * @param act sends the attempt, if {@link maySend} still allows it, and never throws
 * @throws Refusal idempotency_key_reused, operation_in_progress, outcome_unknown, not_attempted, operation_closed,
 *   result_erased
 */
export async function once(
  ports: Ports,
  asked: Asked,
  act: (attempt: Attempt) => Promise<Outcome>,
): Promise<Settled> {
  const claim = await claimOf(ports, asked);
  if ('state' in claim) return replay(claim);
  const outcome = await act(claim);
  return settle(ports, claim, outcome);
}

/** A claim gives the owner an attempt, or the entry that settled it already. */
async function claimOf(ports: Ports, asked: Asked): Promise<Attempt | Entry> {
  const token = ports.token();
  const entry = firstClaim(asked, token, ports.now());
  const written = await ports.table.put(entry);
  switch (written.kind) {
    case 'written':
      return attemptOf(entry, asked.again, entry.firstAt);
    case 'lost':
      throw notAttempted('claim_lost', written.cause);
    case 'held':
      return contend(ports, asked, { old: written.entry, token });
  }
}

/** Others may take over between our look and our write; whoever loses that often leaves the work to them. */
const contentionsMax = 3;

async function contend(
  ports: Ports,
  asked: Asked,
  met: { old: Entry | 'unreadable'; token: string },
): Promise<Attempt | Entry> {
  const { token } = met;
  let old = met.old;
  let seen: Entry | undefined;
  for (let round = 0; round < contentionsMax; round += 1) {
    const at = ports.now();
    const verdict = judge(old, asked, { token, at });
    if (old === 'unreadable') throw unknown('record_unreadable');
    if (verdict === 'mine') return attemptOf(old, asked.again, seen?.lastAt ?? old.firstAt);
    if (verdict === 'settled') return old;
    if (verdict !== 'free') throw refusalOf(verdict, old, { ports, at });
    const write = takeOver(old, asked, { token, at });
    const written = await ports.table.update(asked.id, write);
    if (written.kind === 'written') {
      return attemptOf({ ...old, ...write.set }, asked.again, old.lastAt);
    }
    if (written.kind === 'lost') throw notAttempted('claim_lost', written.cause);
    seen = old;
    old = written.entry;
  }
  throw new Refusal('operation_in_progress', { retryAfterS: retryAfterS.notAttempted });
}

type Obstacle = Exclude<ReturnType<typeof judge>, 'mine' | 'settled' | 'free'>;

function refusalOf(obstacle: Obstacle, old: Entry, met: { ports: Ports; at: EpochMs }): Refusal {
  switch (obstacle) {
    case 'unreadable':
      return unknown('record_unreadable');
    case 'key_unreadable':
      return notAttempted('fingerprint_key_missing');
    case 'other_request':
      return new Refusal('idempotency_key_reused');
    case 'other_account':
      met.ports.alarm('other_account');
      return unknown('other_account');
    case 'running': {
      const rest = Math.ceil((old.leaseUntil - met.at) / secondMs);
      return new Refusal('operation_in_progress', { retryAfterS: Math.max(rest, 1) });
    }
    case 'too_late':
      return unknown('may_not_be_sent_again');
  }
}

/** What the record tells of a settled operation. */
export function replay(entry: Entry): Settled {
  const { result, body } = entry;
  if (result?.why === 'not_executed') throw new Refusal('operation_closed');
  if (result === undefined || body === undefined) {
    throw new Refusal('result_erased', { object: result?.object });
  }
  const { status, contentType } = result;
  return {
    answer: { status, contentType, body },
    isReplay: true,
    wasRead: result.why === 'read',
  };
}

async function settle(ports: Ports, attempt: Attempt, outcome: Outcome): Promise<Settled> {
  switch (outcome.kind) {
    case 'done':
      return settleYes(ports, attempt, outcome);
    case 'refused':
      return settleNo(ports, attempt, outcome);
    case 'not_attempted': {
      const { why, cause } = outcome;
      const refusal = attempt.number === 1 ? notAttempted(why, cause) : unknown(why, cause);
      return leaveOpen(ports, { attempt, write: giveBack(attempt), refusal });
    }
    case 'unknown': {
      if (outcome.why === 'contradicts') ports.alarm('contradiction');
      const refusal = unknown(outcome.why, outcome.cause);
      return leaveOpen(ports, { attempt, write: release(attempt), refusal });
    }
  }
}

const fresh = (answer: Answer, wasRead = false): Settled => ({ answer, isReplay: false, wasRead });

async function settleYes(
  ports: Ports,
  attempt: Attempt,
  outcome: Extract<Outcome, { kind: 'done' }>,
): Promise<Settled> {
  const { answer, told, wasRead } = outcome;
  const ending = endingOf(outcome, attempt.operation);
  const written = await ports.table.update(attempt.id, succeed(attempt, ending, ports.now()));
  // A success that can't be written is told all the same: a repeat gives the same from the provider.
  if (written.kind !== 'held') return fresh(answer, wasRead);
  const old = written.entry;
  const agrees =
    old !== 'unreadable' && old.state === 'SUCCEEDED' && old.result?.object === told.object;
  if (agrees) return old.token === attempt.token ? fresh(answer, wasRead) : replay(old);
  ports.alarm('contradiction');
  throw unknown('contradiction');
}

async function settleNo(
  ports: Ports,
  attempt: Attempt,
  outcome: Extract<Outcome, { kind: 'refused' }>,
): Promise<Settled> {
  const { answer, code } = outcome;
  if (!mayFail(attempt)) {
    // Asked again earlier, it would be refused again, and the hour would begin anew.
    const retryAfterS = Math.ceil(landedMs / secondMs);
    const refusal = new Refusal('outcome_unknown', { why: 'refused_again', retryAfterS });
    return leaveOpen(ports, { attempt, write: release(attempt), refusal });
  }
  const ending: Ending = {
    result: { why: 'answer', status: answer.status, contentType: answer.contentType, code },
    body: storable(answer.body),
  };
  const written = await ports.table.update(attempt.id, fail(attempt, ending, ports.now()));
  if (written.kind === 'written') return fresh(answer);
  if (written.kind === 'lost') throw unknown('refusal_not_stored', written.cause);
  const isOwn = written.entry !== 'unreadable' && written.entry.token === attempt.token;
  if (isOwn && written.entry.state === 'FAILED') return fresh(answer);
  return standing(written.entry, unknown('overtaken'));
}

/** Writes what leaves the entry open; if it was settled meanwhile, that is what the caller is told. */
async function leaveOpen(
  ports: Ports,
  end: { attempt: Attempt; write: Write; refusal: Refusal },
): Promise<Settled> {
  const written = await ports.table.update(end.attempt.id, end.write);
  if (written.kind !== 'held') throw end.refusal;
  return standing(written.entry, end.refusal);
}

/** What others have settled meanwhile, or else what this attempt would have been told. */
function standing(old: Entry | 'unreadable', otherwise: Refusal): Settled {
  if (old === 'unreadable' || old.state === 'PENDING') throw otherwise;
  return replay(old);
}

/** How an answer that tells of an object is kept. */
export function endingOf(
  { answer, told, wasRead }: Omit<Extract<Outcome, { kind: 'done' }>, 'kind'>,
  operation: string,
): Ending {
  const { object, state, amount, currency, payment } = told;
  const provider = operation.slice(0, operation.indexOf('.'));
  const result: Result = {
    why: wasRead === true ? 'read' : 'answer',
    status: answer.status,
    contentType: answer.contentType,
    object,
    state,
    amount,
    currency,
  };
  return {
    result,
    body: storable(answer.body),
    payment: payment === undefined ? undefined : `${provider}#${payment}`,
  };
}

/** The body as it is kept: whole or not at all. */
const storable = (body: string): string | undefined =>
  Buffer.byteLength(body) > bodyBytesMax || hasCardNumber(body) ? undefined : body;
