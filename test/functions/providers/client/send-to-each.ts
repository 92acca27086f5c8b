/** Sends one request to each URL that it is given, in turn, and tells its parent each status, or why there is none. */
import { send } from '../../../../functions/providers/client/send.ts';

const told: (number | string)[] = [];
for (const url of process.argv.slice(2)) {
  const request = { method: 'POST', url, headers: {}, body: undefined };
  const answer = await send(request, AbortSignal.timeout(20_000));
  told.push('status' in answer ? answer.status : answer.why);
}
process.send?.(told);
