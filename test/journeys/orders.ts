import type { LocalReply, LocalSystem } from '../support/local.ts';
import { card, payments } from '../support/mutation-requests.ts';

export { card, customers, payments } from '../support/mutation-requests.ts';

export const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };

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
