import { randomUUID } from 'node:crypto';
import { dayMs, type EpochMs } from '../../functions/platform/clock.ts';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import { executeOnce, type Ports, type Completed } from '../../functions/ledger/execute-once.ts';
import type { Outcome } from '../../functions/providers/outcome.ts';
import { GatewayError, type GatewayErrorCode } from '../../functions/platform/gateway-error.ts';
import { maySend, resendWithinMs } from '../../functions/ledger/resend-rules.ts';
import type { ClaimRequest, Attempt, RequestHashes } from '../../functions/ledger/claim.ts';
import type { TestTable } from './table.ts';

/** A clock that moves only when told to. */
export type TestClock = { now: () => EpochMs; advance: (ms: number) => void };

export function createClock(): TestClock {
  let at = 1_800_000_000_000;
  return {
    now: () => at as EpochMs,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** What is kept of a request in a test, with the only version of the fingerprint key. */
export const requestHashes: RequestHashes = {
  fingerprint: 'meaning',
  sent: 'bytes',
  sender: 'key',
  keyCheck: 'check',
};

/** The ledger over a real table, with a clock of its own. */
export type TestLedger = {
  readonly clock: TestClock;
  readonly findings: string[];
  /** A fresh operation of the row `komoju.payment.capture`. */
  ask(changes?: Partial<ClaimRequest>): ClaimRequest;
  once(request: ClaimRequest, act: (attempt: Attempt) => Promise<Outcome>): Promise<Completed>;
};

export function createLedger(table: TestTable): TestLedger {
  const clock = createClock();
  const findings: string[] = [];
  const ports: Ports = {
    store: ledgerStore(table.client, table.name, new AbortController().signal),
    now: clock.now,
    token: randomUUID,
    reportFinding: (finding) => findings.push(finding),
  };
  return {
    clock,
    findings,
    ask: (changes = {}) => ({
      id: `op_${randomUUID()}`,
      operation: 'komoju.payment.capture',
      resendWithinMs: resendWithinMs('provider-key', dayMs),
      caller: 'storefront',
      account: 'main',
      resource: 'komoju#807n',
      fingerprintVersion: 1,
      fingerprint: (version) => (version === 1 ? requestHashes : undefined),
      ...changes,
    }),
    once: (claimRequest, act) => executeOnce(ports, claimRequest, act),
  };
}

const json = 'application/json; charset=utf-8';

/** A yes about an object. */
export const yes = (object = 'obj1'): Outcome => ({
  kind: 'done',
  answer: { status: 200, contentType: json, body: `{"id":"${object}"}` },
  object: { id: object, resource: '807n', state: 'captured', amount: 1000, currency: 'JPY' },
});

export const no = (code = 'not_capturable'): Outcome => ({
  kind: 'rejected',
  answer: { status: 422, contentType: json, body: `{"error":{"code":"${code}"}}` },
  code,
});

export const silence: Outcome = { kind: 'unknown', why: 'no_answer' };
export const notSent: Outcome = { kind: 'not_attempted', why: 'not_connected' };

/**
 * A provider with a key of its own: it applies once per key and answers the same again. What it applied is what was
 * charged, whatever anyone was told.
 */
export type TestProvider = {
  readonly applied: string[];
  send(attempt: Attempt): Outcome;
};

export function createProvider(): TestProvider {
  const applied: string[] = [];
  return {
    applied,
    send: (attempt) => {
      if (!applied.includes(attempt.providerKey)) applied.push(attempt.providerKey);
      return yes();
    },
  };
}

/** What the pipeline does with an attempt: asks once more whether it may be sent. */
export const carefully =
  (clock: TestClock, send: (attempt: Attempt) => Promise<Outcome> | Outcome) =>
  async (attempt: Attempt): Promise<Outcome> =>
    maySend(attempt, clock.now())
      ? await send(attempt)
      : { kind: 'not_attempted', why: 'lease_over' };

/** The code of the error that a promise ends with; fails where it ends in another way. */
export async function gatewayErrorOf(
  completed: Promise<Completed>,
): Promise<GatewayError & { code: GatewayErrorCode }> {
  const error: unknown = await completed.then(
    () => new Error('It was answered.'),
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayError) return error;
  throw error;
}

/** A door that stays shut until it is opened: to hold one request while others come. */
export function createGate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    passed,
    open: () => {
      open();
    },
  };
}
