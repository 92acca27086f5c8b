import * as z from 'zod';
import { controlWith, type Control } from '../../../sandbox/control.ts';
import type { KomojuState } from '../state.ts';
import { dataOfPing } from '../webhook-assumptions.ts';
import { record, type At } from './record.ts';

const Webhook = z.strictObject({
  url: z.nullable(z.url({ protocol: /^https?$/ })),
  secret: z.string().min(1).optional(),
});

/** The webhook as it is set in the dashboard; with `url` null there is none. A new one is told a ping. */
export const webhookSetting = (at: At & { readonly state: KomojuState }): Control =>
  controlWith('POST /sandbox/komoju/webhooks', Webhook, ({ url, secret }) => {
    at.state.webhook = { url, ...(secret !== undefined && { secret }) };
    if (url !== null) record('ping', dataOfPing, at);
    return { status: 200, body: { url } };
  });
