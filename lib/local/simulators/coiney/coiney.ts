import { findRoute } from '../../sandbox/route.ts';
import { answering } from '../provider-error.ts';
import type { SimulatedProvider, SimulatorContext } from '../simulator.ts';
import { authenticate, checkVersion } from './authentication.ts';
import type { Call } from './call.ts';
import { coineyControls } from './controls.ts';
import { noRoute } from './errors.ts';
import { listPayments } from './payment-list.ts';
import { updatePayment } from './payment-update.ts';
import { createPayment, showPayment } from './payments.ts';
import type { CoineyState } from './state.ts';
import { coineyWebhooks } from './webhooks.ts';

type Operation = { route: string; status: 200 | 201; run: (call: Call) => unknown };

/** All operations of Coiney's API. It has no refund, no cancel and no capture. */
const operations: readonly Operation[] = [
  { route: 'POST /payments', status: 201, run: createPayment },
  { route: 'GET /payments', status: 200, run: listPayments },
  { route: 'GET /payments/{id}', status: 200, run: showPayment },
  { route: 'PATCH /payments/{id}', status: 200, run: updatePayment },
];

/** Coiney Payge as its documents describe it. It has no idempotency key, so a request sent twice is executed twice. */
export function createCoiney(context: SimulatorContext<CoineyState>): SimulatedProvider {
  const { state, lists, now, isSecretKey } = context;
  return {
    controls: coineyControls(context),
    webhooks: coineyWebhooks(context),
    routes: operations.map(({ route }) => route),
    handle: (request, work) =>
      answering(async () => {
        const { method, query, headers, body } = request;
        authenticate(headers.authorization, isSecretKey);
        checkVersion(headers['x-coineypayge-version']);
        const found = findRoute(operations, request);
        if (found === undefined) throw noRoute();
        const { entry: operation, values } = found;
        await work();
        const result = operation.run({ state, lists, now, path: values, query, body });
        const applied = method !== 'GET';
        return { status: operation.status, body: JSON.stringify(result), applied };
      }),
  };
}
