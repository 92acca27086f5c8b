import { createHmac } from 'node:crypto';
import type { Call } from './handler.ts';
import { written } from './reads/komoju-objects.ts';

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
  JSON.stringify({
    id,
    type,
    resource: 'event',
    data,
    created_at: written(Date.now()),
    reason: null,
  });
