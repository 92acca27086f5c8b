import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import { secondMs, type EpochMs } from '../platform/clock.ts';
import { readSecretText } from '../platform/secret-text.ts';

/** What deliveries to an end point are signed with; two values while one replaces the other. */
export type SigningSecrets = readonly string[];

const text = z.string().check(z.regex(/^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/));
const Stored = z.object({ secret: text, previous: z.optional(text) });

/** Reads `{"secret":"whsec_…","previous":"whsec_…"}`. @throws UnreadableSecret where it has another form */
export function readSigningSecrets(stored: string): SigningSecrets {
  const { secret, previous } = readSecretText(stored, {
    shape: Stored,
    what: 'The secret of an end point',
  });
  return previous === undefined ? [secret] : [secret, previous];
}

/** The headers by which the receiver recognises a delivery, as Standard Webhooks says. */
export function signatureHeaders(
  { id, body }: { readonly id: string; readonly body: string },
  secrets: SigningSecrets,
  at: EpochMs,
): Readonly<Record<string, string>> {
  const moment = new Date(at);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, moment, body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / secondMs)),
    'webhook-signature': signatures.join(' '),
  };
}
