import { matchRoute, type PathValues } from '../../sandbox/route.ts';
import type {
  ProviderAnswer,
  ProviderRequest,
  SimulatedProvider,
  SimulatorContext,
} from '../simulator.ts';
import { noRouteStatus } from './assumptions.ts';
import { authenticate, checkVersion } from './authentication.ts';
import type { Call } from './call.ts';
import { coineyControls } from './controls.ts';
import { CoineyError } from './errors.ts';
import { listPayments } from './payment-list.ts';
import { updatePayment } from './payment-update.ts';
import { createPayment, showPayment } from './payments.ts';
import type { CoineyState } from './state.ts';

type Operation = { route: string; status: 200 | 201; run: (call: Call) => unknown };

/** All operations of Coiney's API. It has no refund, no cancel and no capture. */
const operations: readonly Operation[] = [
  { route: 'POST /payments', status: 201, run: createPayment },
  { route: 'GET /payments', status: 200, run: listPayments },
  { route: 'GET /payments/{id}', status: 200, run: showPayment },
  { route: 'PATCH /payments/{id}', status: 200, run: updatePayment },
];

function findOperation({ method, path }: ProviderRequest): {
  operation: Operation;
  values: PathValues;
} {
  for (const operation of operations) {
    const values = matchRoute(operation.route, method, path);
    if (values !== undefined) return { operation, values };
  }
  throw new CoineyError(noRouteStatus, { type: 'invalid_request_error' });
}

/** Turns a rejection into its answer. Any other error is a defect and is thrown on. */
async function answering(act: () => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof CoineyError)) throw error;
    return { status: error.status, body: error.body, applied: false };
  }
}

/** Coiney Payge as its documents describe it. It has no idempotency key, so a request sent twice is executed twice. */
export function createCoiney(context: SimulatorContext<CoineyState>): SimulatedProvider {
  const { state, lists, now, secretKey } = context;
  return {
    controls: coineyControls(context),
    handle: (request, work) =>
      answering(async () => {
        const { method, query, headers, body } = request;
        authenticate(headers.authorization, secretKey);
        checkVersion(headers['x-coineypayge-version']);
        const { operation, values } = findOperation(request);
        await work();
        const result = operation.run({ state, lists, now, path: values, query, body });
        const applied = method !== 'GET';
        return { status: operation.status, body: JSON.stringify(result), applied };
      }),
  };
}
