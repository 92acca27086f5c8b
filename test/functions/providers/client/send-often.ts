/**
 * Sends one request after the other to the URL it is given, by the methods that follow: run as a program of its own,
 * because Node reads whom to trust (NODE_EXTRA_CA_CERTS) only when it starts.
 */
import { send } from '../../../../functions/providers/client/send.ts';

const [url = '', ...methods] = process.argv.slice(2);
for (const method of methods) {
  const request = { method, url, headers: {}, body: undefined };
  const answer = await send(request, AbortSignal.timeout(20_000));
  if (!('status' in answer)) throw new Error(`Nothing answered: ${answer.why}.`);
}
