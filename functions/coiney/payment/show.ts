import { coiney } from '../../providers/coiney/coiney.ts';
import { parsePayment } from '../../providers/coiney/objects.ts';
import { serve } from '../../http/serve.ts';

/** One payment as it stands at Coiney now: the only way to learn of a refund or a cancellation. */
export const { contract, start } = serve(coiney, 'coiney.payment.show', { parse: parsePayment });
