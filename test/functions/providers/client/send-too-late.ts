/**
 * Sends one operation to the URL that it is given, by a lease that is over as soon as its parent says so, and tells the
 * parent first that it has heard that and in the end what came of it.
 */
import { callProvider } from '../../../../functions/providers/client/retry-after-401.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { parsePayment } from '../../../../functions/providers/komoju/objects.ts';

const [url = ''] = process.argv.slice(2);
const secret = { account: 'main', values: { secretKey: 'sk_test' } };
const kept = { current: () => Promise.resolve(secret), refetch: () => Promise.resolve(undefined) };

let isOver = false;
process.once('message', () => {
  isOver = true;
  process.send?.('heard');
});
const outcome = await callProvider(
  { provider: komoju, origin: url, secret: kept },
  {
    request: { method: 'POST', url, headers: {}, body: 'amount=1000' },
    secret,
    parse: parsePayment,
    maySend: () => (isOver ? 'lease_over' : true),
    signal: AbortSignal.timeout(20_000),
    line: { time: '', requestId: '', operation: '' },
  },
);
process.send?.(outcome);
process.disconnect();
