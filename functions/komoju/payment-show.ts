import { komoju } from '../providers/komoju.ts';
import { tellPayment } from '../providers/komoju-objects.ts';
import { serve } from '../runtime/serve.ts';

/** One payment as it stands at KOMOJU now. */
export const { contract, start } = serve(komoju, 'komoju.payment.show', { tell: tellPayment });
