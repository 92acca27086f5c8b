import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { parseSession, showsSessionCancellation } from '../../providers/komoju/sessions.ts';
import { serve } from '../../http/serve.ts';

/** Ends a session that nobody has paid, so that its page takes no payment any more. */
export const { contract, start } = serve(komoju, 'komoju.session.cancel', {
  body: z.looseObject({}),
  parse: parseSession,
  expect: ({ path }) => ({ resource: path.sessionId }),
  showsEffect: showsSessionCancellation,
});
