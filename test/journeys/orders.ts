import type { LocalReply, LocalSystem } from '../support/local.ts';

/** A card that the simulator charges, as a caller sends it. Expires in a year that no test will see. */
export const card = {
  type: 'credit_card',
  number: '4111111111111111',
  month: '12',
  year: '2099',
  verification_value: '123',
  given_name: 'Taro',
  family_name: 'Yamada',
};

export const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };

export const payments = '/komoju/api/v1/payments';
export const customers = '/komoju/api/v1/customers';

/** What a test needs to know of a payment, a customer or an error. */
export type Shown = {
  id: string;
  status: string;
  amount: number;
  total: number;
  amount_refunded: number;
  metadata: Record<string, string>;
  refunds: { id: string; amount: number; description: string }[];
  data: { id: string }[];
  error: { code: string; message: string; param: string | null; details: Record<string, string> };
};

export const shown = (reply: LocalReply): Shown => reply.json as unknown as Shown;

let made = 0;
/** A key that no other test uses. */
export const newKey = (): string => {
  made += 1;
  return `test-${process.pid}-${made}`;
};

/** A body as a form with brackets, one level deep. */
export const formOf = (body: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.entries(body).flatMap(([name, value]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([member, inner]): [string, string] => [
            `${name}[${member}]`,
            String(inner),
          ])
        : [[name, String(value)]],
    ),
  ).toString();

export const formType = { 'content-type': 'application/x-www-form-urlencoded' };

/** Makes a payment without trouble, to try something on it. */
export async function havePayment(local: LocalSystem, changes: object = {}): Promise<Shown> {
  const body = { amount: 1000, currency: 'JPY', payment_details: card, ...changes };
  const created = await local.call('POST', payments, { body, idempotencyKey: newKey() });
  if (created.status !== 200) throw new Error(`No payment to test with: ${created.body}`);
  return shown(created);
}
