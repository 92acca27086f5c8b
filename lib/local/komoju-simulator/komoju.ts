import type { ProviderAnswer, ProviderRequest, ProviderSimulator } from '../simulators/provider.ts';
import { follow, type PathValues } from '../simulators/route.ts';
import { authenticate, type ApiKeys, type KeyKind } from './authentication.ts';
import { readFields } from './body.ts';
import type { Call } from './call.ts';
import { capturePayment } from './captures.ts';
import { komojuControls } from './controls.ts';
import { createCustomer } from './customers.ts';
import { isErrorCode, KomojuError, refusal, type ErrorCode } from './errors.ts';
import { createOnce, idempotencyHeader } from './idempotency.ts';
import { listPayments } from './payments-list.ts';
import { createPayment, showPayment } from './payments.ts';
import { refundPayment } from './refunds.ts';
import type { KomojuState } from './state.ts';
import { createToken } from './tokens.ts';

type Operation = { on: string; run: (call: Call) => unknown; mayUse: readonly KeyKind[] };

/** What KOMOJU can do here, below its prefix. */
const operations: readonly Operation[] = [
  { on: 'POST /payments', run: createPayment, mayUse: ['secret'] },
  { on: 'GET /payments', run: listPayments, mayUse: ['secret'] },
  { on: 'GET /payments/{id}', run: showPayment, mayUse: ['secret'] },
  { on: 'POST /payments/{id}/capture', run: capturePayment, mayUse: ['secret'] },
  { on: 'POST /payments/{id}/refund', run: refundPayment, mayUse: ['secret'] },
  { on: 'POST /customers', run: createCustomer, mayUse: ['secret'] },
  { on: 'POST /tokens', run: createToken, mayUse: ['secret', 'publishable'] },
];

export type KomojuOptions = ApiKeys & { state: KomojuState; now: () => number };

function choose({ method, path }: ProviderRequest): { operation: Operation; values: PathValues } {
  for (const operation of operations) {
    const values = follow(operation.on, method, path);
    if (values !== undefined) return { operation, values };
  }
  throw refusal('not_found');
}

/** A misspelt scenario is refused: it would otherwise charge where a failure was wanted. */
function readScenario(header: string | string[] | undefined): ErrorCode | undefined {
  if (header === undefined) return undefined;
  const word = String(header);
  if (!isErrorCode(word)) throw refusal('bad_request', null, `Komoju-Scenario ${word} is unknown.`);
  return word;
}

/** Turns a refusal into its answer; whatever else was thrown is a defect and stays one. */
async function answering(act: () => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof KomojuError)) throw error;
    return { status: error.status, body: error.body, applied: false };
  }
}

/**
 * KOMOJU as its documents describe it. A request passes key, route, right and idempotency before anything of its
 * body counts, so that a request with a wrong key never claims an idempotency key.
 */
export function createKomoju({ state, now, ...keys }: KomojuOptions): ProviderSimulator {
  const once = createOnce(state.remembered, now);

  const perform = (request: ProviderRequest, operation: Operation, path: PathValues): unknown =>
    operation.run({
      state,
      now,
      path,
      query: request.query,
      fields: readFields(request.headers['content-type'], request.body),
      scenario: readScenario(request.headers['komoju-scenario']),
    });

  return {
    name: 'komoju',
    prefix: '/api/v1',
    idempotencyHeader,
    controls: komojuControls(state, now),
    handle: (request, work) =>
      answering(async () => {
        const owner = authenticate(request.headers.authorization, keys);
        const { operation, values } = choose(request);
        if (!operation.mayUse.includes(owner)) throw refusal('forbidden');

        const act = (): Promise<ProviderAnswer> =>
          answering(async () => {
            await work();
            const body = JSON.stringify(perform(request, operation, values));
            return { status: 200, body, applied: request.method === 'POST' };
          });
        const isRead = request.method !== 'POST';
        return isRead ? act() : once({ owner, header: request.headers[idempotencyHeader] }, act);
      }),
  };
}
