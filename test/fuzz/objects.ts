import { askProvider, makerAt } from '../load/maker.ts';
import type { LocalSystem } from '../support/local.ts';
import { card, checkout, payments, type Maker } from '../support/mutation-requests.ts';

const secureTokens = '/komoju/api/v1/secure_tokens';

/** What there is to ask about: each by its id. */
export type Objects = {
  readonly payment: string;
  readonly authorized: string;
  readonly cash: string;
  readonly customer: string;
  readonly session: string;
  readonly secureToken: string;
  readonly link: string;
  readonly operation: string;
  readonly order: string;
};

/** Makes one of each, at the providers and by the gateway. */
export async function makeObjects(
  local: LocalSystem,
  { name, onOperation }: { name: string; onOperation: (id: string) => void },
): Promise<Objects> {
  const make = makerAt(local.simulatorUrl);
  const order = { amount: 1000, currency: 'JPY', payment_details: card, external_order_num: name };
  const created = await local.call('POST', payments, { body: order, idempotencyKey: name });
  const operation = created.headers.get('x-operation-id') ?? '';
  onOperation(operation);
  const secure = { ...checkout, payment_details: card };
  const token = (await askProvider(local.simulatorUrl, `POST ${secureTokens}`, secure)) as {
    readonly id: string;
  };
  return {
    payment: String(created.json['id']),
    authorized: await make.payment({ capture: false }),
    cash: await make.paidCash(),
    customer: await make.customer(),
    session: await make.session(),
    secureToken: token.id,
    link: await make.link(),
    operation,
    order: name,
  };
}

/** How many requests use the same objects. */
const usesMost = 250;

/** The objects for a request, by its number: its neighbours have the same. */
export function objectsOf(
  local: LocalSystem,
  seed: number,
  onOperation: (id: string, number: number) => void,
): (number: number) => Promise<Objects> {
  const made = new Map<number, Promise<Objects>>();
  return (number) => {
    const group = Math.floor(number / usesMost);
    const name = `objects-${seed}-${group}`;
    const known =
      made.get(group) ??
      makeObjects(local, {
        name,
        onOperation: (id) => {
          onOperation(id, number);
        },
      });
    made.set(group, known);
    // Requests come in their order, so what is two groups back is used no more.
    made.delete(group - 2);
    return known;
  };
}

/** What samples of requests ask for, where everything is there already. */
export const makerFrom = (objects: Objects): Maker => ({
  payment: (changes = {}) =>
    Promise.resolve('capture' in changes ? objects.authorized : objects.payment),
  paidCash: () => Promise.resolve(objects.cash),
  customer: () => Promise.resolve(objects.customer),
  session: () => Promise.resolve(objects.session),
  link: () => Promise.resolve(objects.link),
});
