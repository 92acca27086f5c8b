import { findRoute, type PathValues } from '../../sandbox/route.ts';
import { answering } from '../provider-error.ts';
import type {
  ProviderAnswer,
  ProviderRequest,
  SimulatedProvider,
  SimulatorContext,
} from '../simulator.ts';
import { callOf, type Call } from './call.ts';
import { listChargebackRequests } from './chargebacks/list.ts';
import { komojuControls } from './controls.ts';
import { createCustomer } from './customers/create.ts';
import { deleteCustomer } from './customers/delete.ts';
import { listCustomers } from './customers/list.ts';
import { showCustomer } from './customers/show.ts';
import { updateCustomer } from './customers/update.ts';
import { listEvents } from './events/list.ts';
import { showEvent } from './events/show.ts';
import { komojuWebhooks } from './events/webhooks.ts';
import { komojuPages } from './pages/pages.ts';
import { cancelPayment } from './payments/cancel.ts';
import { capturePayment } from './payments/capture.ts';
import { createPayment } from './payments/create.ts';
import { expireOverdue } from './payments/end.ts';
import { showing } from './payments/in-version.ts';
import { listPaymentMethods } from './payment-methods/catalogue.ts';
import { listPayments } from './payments/list.ts';
import { refundPayment } from './payments/refund.ts';
import { requestRefund } from './payments/request-refund.ts';
import { showPayment } from './payments/show.ts';
import { updatePayment } from './payments/update.ts';
import { authenticate, type KeyKind } from './protocol/authentication.ts';
import { readFields } from './protocol/body.ts';
import { isErrorCode, rejection, type ErrorCode } from './protocol/errors.ts';
import { createOnce, idempotencyHeader } from './protocol/idempotency.ts';
import { versionOf } from './protocol/version.ts';
import { createSecureToken } from './secure-tokens/create.ts';
import { showSecureToken } from './secure-tokens/show.ts';
import { cancelSession } from './sessions/cancel.ts';
import { createSession } from './sessions/create.ts';
import { paySession } from './sessions/pay.ts';
import { showSession } from './sessions/show.ts';
import type { KomojuState } from './state.ts';
import { createToken } from './tokens/create.ts';

const anyKey: readonly KeyKind[] = ['secret', 'publishable'];

type Operation = { route: string; run: (call: Call) => unknown; mayUse: readonly KeyKind[] };

/** The operations of KOMOJU that are simulated, below its prefix. */
const operations: readonly Operation[] = [
  { route: 'POST /payments', run: showing(createPayment), mayUse: ['secret'] },
  { route: 'GET /payments', run: listPayments, mayUse: ['secret'] },
  { route: 'GET /payments/{id}', run: showing(showPayment), mayUse: ['secret'] },
  { route: 'POST /payments/{id}/capture', run: showing(capturePayment), mayUse: ['secret'] },
  { route: 'PATCH /payments/{id}', run: showing(updatePayment), mayUse: ['secret'] },
  { route: 'POST /payments/{id}/cancel', run: showing(cancelPayment), mayUse: ['secret'] },
  { route: 'POST /payments/{id}/refund', run: showing(refundPayment), mayUse: ['secret'] },
  { route: 'POST /payments/{id}/refund_request', run: requestRefund, mayUse: ['secret'] },
  { route: 'POST /customers', run: createCustomer, mayUse: ['secret'] },
  { route: 'GET /customers', run: listCustomers, mayUse: ['secret'] },
  { route: 'GET /customers/{id}', run: showCustomer, mayUse: ['secret'] },
  { route: 'PATCH /customers/{id}', run: updateCustomer, mayUse: ['secret'] },
  { route: 'DELETE /customers/{id}', run: deleteCustomer, mayUse: ['secret'] },
  { route: 'GET /events', run: listEvents, mayUse: ['secret'] },
  { route: 'GET /events/{id}', run: showEvent, mayUse: ['secret'] },
  { route: 'GET /chargeback_requests', run: listChargebackRequests, mayUse: ['secret'] },
  { route: 'POST /tokens', run: createToken, mayUse: anyKey },
  { route: 'POST /sessions', run: createSession, mayUse: ['secret'] },
  { route: 'GET /sessions/{id}', run: showSession, mayUse: anyKey },
  { route: 'POST /sessions/{id}/cancel', run: cancelSession, mayUse: ['secret'] },
  { route: 'POST /sessions/{id}/pay', run: paySession, mayUse: anyKey },
  { route: 'GET /payment_methods', run: listPaymentMethods, mayUse: anyKey },
  { route: 'POST /secure_tokens', run: createSecureToken, mayUse: anyKey },
  { route: 'GET /secure_tokens/{id}', run: showSecureToken, mayUse: anyKey },
];

/** An unknown scenario is rejected; otherwise a typing error would charge where a failure was wanted. */
function readScenario(header: string | string[] | undefined): ErrorCode | undefined {
  if (header === undefined) return undefined;
  const code = String(header);
  if (!isErrorCode(code)) {
    throw rejection('bad_request', null, `Komoju-Scenario ${code} is unknown.`);
  }
  return code;
}

/**
 * KOMOJU as its documents describe it. The API key, the route, the key's rights and the idempotency key are checked
 * before the body is read, so a request with a wrong API key never claims an idempotency key.
 */
export function createKomoju(context: SimulatorContext<KomojuState>): SimulatedProvider {
  const { state, now, isSecretKey } = context;
  const once = createOnce(state.remembered, now);

  const perform = (request: ProviderRequest, operation: Operation, path: PathValues): unknown =>
    operation.run({
      ...callOf(context, {
        path,
        query: request.query,
        fields: readFields(request.headers['content-type'], request.body),
      }),
      version: versionOf(request.headers, state.version),
      scenario: readScenario(request.headers['komoju-scenario']),
    });

  return {
    controls: komojuControls(context),
    pages: komojuPages(context),
    webhooks: komojuWebhooks(context),
    passTime() {
      expireOverdue(context);
    },
    routes: operations.map(({ route }) => route),
    handle: (request, work) =>
      answering(async () => {
        const owner = authenticate(request.headers.authorization, isSecretKey);
        const found = findRoute(operations, request);
        if (found === undefined) throw rejection('not_found');
        const { entry: operation, values } = found;
        if (!operation.mayUse.includes(owner)) throw rejection('forbidden');

        const act = (): Promise<ProviderAnswer> =>
          answering(async () => {
            await work();
            const result = perform(request, operation, values);
            const applied = request.method !== 'GET';
            return result === undefined
              ? { status: 204, body: '', applied }
              : { status: 200, body: JSON.stringify(result), applied };
          });
        // KOMOJU takes the key for POST only. A PATCH or DELETE that is sent twice is executed twice.
        return request.method !== 'POST'
          ? act()
          : once({ owner, header: request.headers[idempotencyHeader] }, act);
      }),
  };
}
