import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { KnownCallers } from '../http/callers-secret.ts';
import { readSecretText } from '../platform/secret-text.ts';
import type { Mode } from '../platform/settings.ts';

/** The canary's id as a caller. No other caller is given it. */
export const canaryId = 'canary';

/** As the stack generates it: as random as a caller's key. */
const CanarySecret = z.object({ random: z.string().check(z.regex(/^[A-Za-z0-9]{22}$/)) });

/**
 * The canary's key, made of what its secret holds: the function sends it, and the authorizer knows it.
 *
 * @throws UnreadableSecret where the text is not the canary's secret
 */
export const readCanaryKey = (text: string, mode: Mode): string =>
  `gk_${mode}_${readSecretText(text, { shape: CanarySecret, what: 'The secret of the canary' }).random}`;

/** The canary as one of the callers. It names its intents, as every caller should. */
export const canaryCaller = (key: string, scopes: string): KnownCallers[number] => ({
  id: canaryId,
  scopes: scopes.split(' '),
  mustSendKey: true,
  keys: [createHash('sha256').update(key).digest('hex')],
});
