import type { ProviderAnswer, ProviderRequest, ProviderSimulator } from '../simulator.ts';
import type { Lists } from '../../sandbox/lists.ts';
import { follow, type PathValues } from '../../sandbox/route.ts';
import { noRouteStatus } from './assumptions.ts';
import { authenticate, expectVersion } from './authentication.ts';
import type { Call } from './call.ts';
import { coineyControls } from './controls.ts';
import { CoineyError } from './errors.ts';
import { updatePayment } from './payment-update.ts';
import { listPayments } from './payment-list.ts';
import { createPayment, showPayment } from './payments.ts';
import type { CoineyState } from './state.ts';

type Operation = { on: string; status: 200 | 201; run: (call: Call) => unknown };

/** All that Coiney's API can do. It has no refund, no cancel and no capture. */
const operations: readonly Operation[] = [
  { on: 'POST /payments', status: 201, run: createPayment },
  { on: 'GET /payments', status: 200, run: listPayments },
  { on: 'GET /payments/{id}', status: 200, run: showPayment },
  { on: 'PATCH /payments/{id}', status: 200, run: updatePayment },
];

export type CoineyOptions = {
  state: CoineyState;
  lists: Lists;
  now: () => number;
  secretKey: string;
};

function choose({ method, path }: ProviderRequest): { operation: Operation; values: PathValues } {
  for (const operation of operations) {
    const values = follow(operation.on, method, path);
    if (values !== undefined) return { operation, values };
  }
  throw new CoineyError(noRouteStatus, { type: 'invalid_request_error' });
}

/** Turns a refusal into its answer; whatever else was thrown is a defect and stays one. */
async function answering(act: () => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof CoineyError)) throw error;
    return { status: error.status, body: error.body, applied: false };
  }
}

/** Coiney Payge as its documents describe it: nothing here knows a key, so that what is sent twice is done twice. */
export function createCoiney({ state, lists, now, secretKey }: CoineyOptions): ProviderSimulator {
  return {
    name: 'coiney',
    prefix: '/coiney/api/v1',
    controls: coineyControls(state, now),
    handle: (request, work) =>
      answering(async () => {
        const { method, query, headers, body } = request;
        authenticate(headers.authorization, secretKey);
        expectVersion(headers['x-coineypayge-version']);
        const { operation, values } = choose(request);
        await work();
        const said = operation.run({ state, lists, now, path: values, query, body });
        const applied = method !== 'GET';
        return { status: operation.status, body: JSON.stringify(said), applied };
      }),
  };
}
