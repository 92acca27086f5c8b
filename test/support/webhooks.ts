import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { HttpHandler } from '../../functions/http/handler.ts';
import { allItems } from './all-items.ts';
import { eventBody } from './events.ts';
import { invoke, type Call, type Reply, type World } from './handler.ts';

/* Webhooks as providers send them, for tests that hand them to the functions. */

export const webhookSecret = 'whsec_of_the_tests';

/** A webhook of KOMOJU, with a signature over its bytes unless the test says over which, or which one. */
export const webhookOf = (
  body: string,
  {
    over = body,
    secret = webhookSecret,
  }: { readonly over?: string; readonly secret?: string } = {},
): Call => ({
  body,
  headers: { 'X-Komoju-Signature': createHmac('sha256', secret).update(over).digest('hex') },
});

/** An event of now, as KOMOJU tells it. */
export const eventText = (id: string, type: string, data: object): string =>
  JSON.stringify(eventBody(id, type, { at: Date.now(), data }));

/** What a webhook is answered, and whether the table is as it was. */
export async function answerTo(
  call: Call,
  { world, webhook }: { readonly world: World; readonly webhook: HttpHandler },
): Promise<Reply & { isUnwritten: boolean }> {
  const items = () => allItems(world.table.client, world.table.name);
  const before = await items();
  const reply = await invoke(webhook, call);
  return { ...reply, isUnwritten: isDeepStrictEqual(await items(), before) };
}
