import type { EpochMs } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { Answer, Outcome } from '../providers/outcome.ts';
import type { Attempt, ClaimRequest } from './claim.ts';
import { completionOf, completionOfRejection } from './completion.ts';
import {
  contended,
  errorFor,
  notAttempted,
  rejectedAgain,
  unknown,
  type Obstacle,
} from './errors.ts';
import { judge } from './judge.ts';
import {
  succeededWith,
  type ConditionalWrite,
  type LedgerStore,
  type OperationRecord,
} from './record.ts';
import { mayResend, nextRejectionFinalFrom, rejectionIsFinal } from './resend-rules.ts';
import {
  attemptOf,
  fail,
  firstClaim,
  releaseLease,
  succeed,
  takeOver,
  undoClaim,
  waitAfterRejection,
} from './transitions.ts';

/** Every effect of the ledger, so that a test can put any schedule of them to the same code. */
export type Ports = {
  readonly store: LedgerStore;
  readonly now: () => EpochMs;
  /** A fresh random token: it tells this request's claim from every other. */
  readonly token: () => string;
  /** Called when the record contradicts the provider, or names another account: a person must look. */
  readonly reportFinding: (finding: 'contradiction' | 'other_account') => void;
};

/** What a caller is answered, and whether it comes from the record. */
export type Completed = {
  readonly answer: Answer;
  readonly isReplay: boolean;
  readonly wasRead: boolean;
};

/**
 * Runs `act` so that no key is ever executed twice, and remembers what came of it.
 *
 * It is a plain function around the provider's call, not a middleware around the handler: a middleware also undoes its
 * claim when a duplicate is refused or a write fails, and then a retry pays again. An unknown outcome stays on record
 * as open; deleting it would let a retry pay twice.
 *
 * @param act sends the attempt, if `maySend` of resend-rules.ts still allows it, and never throws
 * @throws GatewayError idempotency_key_reused, operation_in_progress, outcome_unknown, not_attempted,
 *   operation_closed, result_erased
 */
export async function executeOnce(
  ports: Ports,
  request: ClaimRequest,
  act: (attempt: Attempt) => Promise<Outcome>,
): Promise<Completed> {
  const claimed = await claim(ports, request);
  if ('state' in claimed) return replay(claimed);
  const outcome = await act(claimed);
  return complete(ports, claimed, outcome);
}

/** A claim gives the owner an attempt, or the record of an operation that is completed already. */
async function claim(ports: Ports, request: ClaimRequest): Promise<Attempt | OperationRecord> {
  const token = ports.token();
  const record = firstClaim(request, token, ports.now());
  const result = await ports.store.put(record);
  switch (result.kind) {
    case 'written':
      return attemptOf(record, request, record.firstAt);
    case 'lost':
      throw notAttempted('claim_lost', result.cause);
    case 'held':
      return contend(ports, request, { old: result.record, token });
  }
}

/** Others may take over between our read and our write; whoever loses that often leaves the work to them. */
const contentionsMax = 3;

/** Decides what a record that exists already means for the request, and takes it over where that is allowed. */
async function contend(
  ports: Ports,
  request: ClaimRequest,
  met: { old: OperationRecord | 'unreadable'; token: string },
): Promise<Attempt | OperationRecord> {
  const { token } = met;
  let old = met.old;
  let seen: OperationRecord | undefined;
  for (let contentions = 0; contentions < contentionsMax; contentions += 1) {
    const at = ports.now();
    const judgement = judge(old, request, { token, at });
    if (old === 'unreadable') throw unknown('record_unreadable');
    if (judgement === 'mine') return attemptOf(old, request, seen?.lastAt ?? old.firstAt);
    if (judgement === 'completed') return old;
    if (judgement !== 'free') throw obstructed(ports, judgement, { old, at });
    const write = takeOver(old, request, { token, at });
    const result = await ports.store.update(request.id, write);
    if (result.kind === 'written') {
      return attemptOf({ ...old, ...write.set }, request, old.lastAt);
    }
    if (result.kind === 'lost') throw notAttempted('claim_lost', result.cause);
    seen = old;
    old = result.record;
  }
  throw contended();
}

/** A record of another account is told to a person, too. */
function obstructed(
  { reportFinding }: Ports,
  obstacle: Obstacle,
  { old, at }: { old: OperationRecord; at: EpochMs },
): GatewayError {
  if (obstacle === 'other_account') reportFinding('other_account');
  return errorFor(obstacle, old, at);
}

/** What the record tells of a completed operation. */
export function replay(record: OperationRecord): Completed {
  const { result, body } = record;
  if (result?.why === 'not_executed') throw new GatewayError('operation_closed');
  if (result === undefined || body === undefined) {
    throw new GatewayError('result_erased', { object: result?.object });
  }
  const { status, contentType } = result;
  return {
    answer: { status, contentType, body },
    isReplay: true,
    wasRead: result.why === 'read',
  };
}

async function complete(ports: Ports, attempt: Attempt, outcome: Outcome): Promise<Completed> {
  switch (outcome.kind) {
    case 'done':
      return completeDone(ports, attempt, outcome);
    case 'rejected':
      return completeRejected(ports, attempt, outcome);
    case 'not_attempted': {
      const { why, cause } = outcome;
      const error = attempt.number === 1 ? notAttempted(why, cause) : unknown(why, cause);
      return leaveOpen(ports, { attempt, write: undoClaim(attempt), error });
    }
    case 'unknown': {
      if (outcome.why === 'contradicts') ports.reportFinding('contradiction');
      const error = unknown(outcome.why, outcome.cause);
      return leaveOpen(ports, { attempt, write: releaseLease(attempt), error });
    }
  }
}

const fresh = (answer: Answer, wasRead = false): Completed => ({
  answer,
  isReplay: false,
  wasRead,
});

async function completeDone(
  ports: Ports,
  attempt: Attempt,
  outcome: Extract<Outcome, { kind: 'done' }>,
): Promise<Completed> {
  const { answer, object, wasRead } = outcome;
  const completion = completionOf(outcome, attempt.operation);
  const result = await ports.store.update(attempt.id, succeed(attempt, completion, ports.now()));
  if (result.kind === 'lost' && attempt.isToldOnlyIfStored === true) {
    throw unknown('success_not_stored', result.cause);
  }
  // Any other success that can't be written is told all the same: a repeat gives the same from the provider.
  if (result.kind !== 'held') return fresh(answer, wasRead);
  const old = result.record;
  const agrees = old !== 'unreadable' && succeededWith(old, object.id);
  if (agrees) return old.token === attempt.token ? fresh(answer, wasRead) : replay(old);
  ports.reportFinding('contradiction');
  throw unknown('contradiction');
}

async function completeRejected(
  ports: Ports,
  attempt: Attempt,
  outcome: Extract<Outcome, { kind: 'rejected' }>,
): Promise<Completed> {
  if (!rejectionIsFinal(attempt)) {
    const until = nextRejectionFinalFrom(attempt);
    // Where the hour outlasts the time in which it may be sent again, waiting for it would only be the end.
    const mayWait = mayResend(attempt.firstAt, attempt.resendWithinMs, until);
    const write = mayWait ? waitAfterRejection(attempt, until) : releaseLease(attempt);
    return leaveOpen(ports, { attempt, write, error: rejectedAgain(until, ports.now()) });
  }
  const write = fail(attempt, completionOfRejection(outcome), ports.now());
  const result = await ports.store.update(attempt.id, write);
  if (result.kind === 'written') return fresh(outcome.answer);
  if (result.kind === 'lost') throw unknown('rejection_not_stored', result.cause);
  const isOwn = result.record !== 'unreadable' && result.record.token === attempt.token;
  if (isOwn && result.record.state === 'FAILED') return fresh(outcome.answer);
  return replayOrThrow(result.record, unknown('overtaken'));
}

/** Writes what leaves the record open. If somebody completed it meanwhile, the caller is told that. */
async function leaveOpen(
  ports: Ports,
  end: { attempt: Attempt; write: ConditionalWrite; error: GatewayError },
): Promise<Completed> {
  const result = await ports.store.update(end.attempt.id, end.write);
  if (result.kind !== 'held') throw end.error;
  return replayOrThrow(result.record, end.error);
}

/** What others have completed meanwhile; else the error of this attempt is thrown. */
function replayOrThrow(old: OperationRecord | 'unreadable', error: GatewayError): Completed {
  if (old === 'unreadable' || old.state === 'PENDING') throw error;
  return replay(old);
}
