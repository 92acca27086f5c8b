import type { Lists } from '../../sandbox/lists.ts';
import type { ProviderAnswer, ProviderRequest, ProviderSimulator } from '../simulator.ts';
import { follow, type PathValues } from '../../sandbox/route.ts';
import { authenticate, type ApiKeys, type KeyKind } from './protocol/authentication.ts';
import { readFields } from './protocol/body.ts';
import type { Call } from './call.ts';
import { cancelPayment } from './payments/cancel.ts';
import { capturePayment } from './payments/capture.ts';
import { komojuControls } from './controls.ts';
import {
  createCustomer,
  deleteCustomer,
  listCustomers,
  showCustomer,
  updateCustomer,
} from './customers/create.ts';
import { isErrorCode, KomojuError, refusal, type ErrorCode } from './protocol/errors.ts';
import { createOnce, idempotencyHeader } from './protocol/idempotency.ts';
import { updatePayment } from './payments/update.ts';
import { listPayments } from './payments/list.ts';
import { createPayment, showPayment } from './payments/create.ts';
import { requestRefund } from './payments/request-refund.ts';
import { refundPayment } from './payments/refund.ts';
import type { KomojuState } from './state.ts';
import { createToken } from './tokens/create.ts';

type Operation = { on: string; run: (call: Call) => unknown; mayUse: readonly KeyKind[] };

/** What KOMOJU can do here, below its prefix. */
const operations: readonly Operation[] = [
  { on: 'POST /payments', run: createPayment, mayUse: ['secret'] },
  { on: 'GET /payments', run: listPayments, mayUse: ['secret'] },
  { on: 'GET /payments/{id}', run: showPayment, mayUse: ['secret'] },
  { on: 'POST /payments/{id}/capture', run: capturePayment, mayUse: ['secret'] },
  { on: 'PATCH /payments/{id}', run: updatePayment, mayUse: ['secret'] },
  { on: 'POST /payments/{id}/cancel', run: cancelPayment, mayUse: ['secret'] },
  { on: 'POST /payments/{id}/refund', run: refundPayment, mayUse: ['secret'] },
  { on: 'POST /payments/{id}/refund_request', run: requestRefund, mayUse: ['secret'] },
  { on: 'POST /customers', run: createCustomer, mayUse: ['secret'] },
  { on: 'GET /customers', run: listCustomers, mayUse: ['secret'] },
  { on: 'GET /customers/{id}', run: showCustomer, mayUse: ['secret'] },
  { on: 'PATCH /customers/{id}', run: updateCustomer, mayUse: ['secret'] },
  { on: 'DELETE /customers/{id}', run: deleteCustomer, mayUse: ['secret'] },
  { on: 'POST /tokens', run: createToken, mayUse: ['secret', 'publishable'] },
];

export type KomojuOptions = ApiKeys & { state: KomojuState; lists: Lists; now: () => number };

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
export function createKomoju({ state, lists, now, ...keys }: KomojuOptions): ProviderSimulator {
  const once = createOnce(state.remembered, now);

  const perform = (request: ProviderRequest, operation: Operation, path: PathValues): unknown =>
    operation.run({
      state,
      lists,
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
            const said = perform(request, operation, values);
            const applied = request.method !== 'GET';
            return said === undefined
              ? { status: 204, body: '', applied }
              : { status: 200, body: JSON.stringify(said), applied };
          });
        // The key is for POST alone; a PATCH or DELETE that is sent twice is carried out twice.
        return request.method !== 'POST'
          ? act()
          : once({ owner, header: request.headers[idempotencyHeader] }, act);
      }),
  };
}
