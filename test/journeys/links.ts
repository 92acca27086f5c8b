import type { LocalReply } from '../support/local.ts';
import { newKey } from './orders.ts';
import type { System } from './system.ts';

/** Coiney's payments are links that wait for somebody who pays. */
export const links = '/coiney/api/v1/payments';

export const link = { amount: 1000, currency: 'jpy', method: 'creditcard' };

/** What a test needs to know of a payment, a list or an error of Coiney's. */
export type Link = {
  id: string;
  status: string;
  validUntil: string;
  description: string | null;
  metadata: Record<string, string>;
  links: { paymentUrl: string };
  data: Link[];
  hasMore: boolean;
  totalCount: number;
  type: string;
  code: string;
  message: string;
  params: Record<string, string>;
};

export const shownLink = (reply: LocalReply): Link => reply.json as unknown as Link;

/** Makes a link without trouble, to try something on it. */
export async function haveLink(local: System, changes: object = {}): Promise<Link> {
  const body = { ...link, ...changes };
  const made = await local.call('POST', links, { body, idempotencyKey: newKey() });
  if (made.status !== 201) throw new Error(`No link to test with: ${made.body}`);
  return shownLink(made);
}

/** How many links Coiney has that carry an operation's id, whatever its list was told to show. */
export async function countLinks(local: System, operation: string): Promise<number> {
  await local.sandbox('POST', 'coiney/list', { mode: 'true' });
  const carries = ({ metadata }: Link): boolean => metadata['gateway_operation'] === operation;
  let count = 0;
  let cursor = '';
  for (;;) {
    const response = await fetch(`${local.simulatorUrl}${links}?limit=100${cursor}`, {
      headers: { authorization: 'Bearer sk_test_simulator' },
    });
    const page = (await response.json()) as Link;
    count += page.data.filter(carries).length;
    if (!page.hasMore) return count;
    cursor = `&startingAfter=${page.data.at(-1)?.id ?? ''}`;
  }
}
