import { komoju } from '../../providers/komoju/komoju.ts';
import { parseSession } from '../../providers/komoju/sessions.ts';
import { serve } from '../../http/serve.ts';

/**
 * One session as it stands at KOMOJU now, with its payment once there is one. A storefront asks this when a customer
 * comes back, and believes the payment's status: completed is not paid.
 */
export const { contract, start } = serve(komoju, 'komoju.session.show', { parse: parseSession });
