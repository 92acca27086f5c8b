import * as z from 'zod/mini';
import { readSecretText } from '../platform/secret-text.ts';

const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const CallersSecret = z.object({
  callers: z.array(
    z.looseObject({
      id: z.string().check(z.minLength(1)),
      // The authorizer hands them on in one line, separated by blanks.
      scopes: z.array(z.string().check(z.regex(/^\S+$/))),
      mustSendKey: z.boolean(),
      /** One key, or two during a rotation. */
      keys: z.array(Sha256),
    }),
  ),
});

/** Who may call, with the hashes of their keys. */
export type KnownCallers = z.infer<typeof CallersSecret>['callers'];

/** @throws UnreadableSecret where the text is not the callers' secret */
export const readCallersSecret = (text: string): KnownCallers =>
  readSecretText(text, { shape: CallersSecret, what: 'The secret of the callers' }).callers;
