import type { LocalReply } from '../support/local.ts';
import { link, links } from '../support/mutation-requests.ts';
import { newKey } from './orders.ts';
import type { System } from './system.ts';

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

/** Asks Coiney itself, past the gateway. */
async function askCoiney(local: System, path: string, body?: object): Promise<Link> {
  const response = await fetch(`${local.simulatorUrl}${links}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sk_test_simulator' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Link;
}

/** Makes a link at Coiney itself, as another server of the merchant does. */
export const makeAtCoiney = (
  local: System,
  metadata: Record<string, string>,
  changes: object = {},
): Promise<Link> => askCoiney(local, '', { ...link, metadata, ...changes });

/** Every link, whatever the list was told to show. */
async function allLinks(local: System): Promise<readonly Link[]> {
  await local.sandbox('POST', 'list', { mode: 'true' });
  const found: Link[] = [];
  let cursor = '';
  for (;;) {
    const page = await askCoiney(local, `?limit=100${cursor}`);
    found.push(...page.data);
    if (!page.hasMore) return found;
    cursor = `&startingAfter=${page.data.at(-1)?.id ?? ''}`;
  }
}

/** The operations whose ids the links carry, one for each link. */
export const operationsOfLinks = async (local: System): Promise<readonly string[]> =>
  (await allLinks(local)).map(({ metadata }) => metadata['gateway_operation'] ?? '');

/** Every link that carries an operation's id. */
const linksOf = async (local: System, operation: string): Promise<readonly Link[]> =>
  (await allLinks(local)).filter(({ metadata }) => metadata['gateway_operation'] === operation);

export const countLinks = async (local: System, operation: string): Promise<number> =>
  (await linksOf(local, operation)).length;

/** The one link that carries an operation's id. */
export async function linkOf(local: System, operation: string): Promise<Link> {
  const [found] = await linksOf(local, operation);
  if (found === undefined) throw new Error('There is no such link.');
  return found;
}
