import { GatewayError } from '../platform/gateway-error.ts';
import type { AnyContract } from '../providers/contract.ts';
import type { Answer, Outcome } from '../providers/outcome.ts';
import { filledSecret, type ProviderAccess } from '../providers/client/provider-access.ts';
import { toProviderRequest } from '../providers/client/provider-request.ts';
import { callProvider } from '../providers/client/retry-after-401.ts';
import { startOfTime } from '../platform/clock.ts';
import { readCaller } from './caller.ts';
import { deadlineFor } from './deadline.ts';
import type { Exchange } from './handler.ts';
import { readRequest, type Operation } from './request/request.ts';

const message = 'The provider did not say. A read changes nothing; send it again.';

/** What a read is answered: whatever the provider answered, as long as it decides something. */
function answerOf(outcome: Outcome): Answer {
  if (outcome.kind === 'done' || outcome.kind === 'rejected') return outcome.answer;
  if (outcome.kind === 'unknown' && outcome.answer !== undefined) return outcome.answer;
  const { why, cause } = outcome;
  throw new GatewayError('not_attempted', { message, why, cause, retryAfterS: 2 });
}

/** Passes a read on to the provider. It changes nothing, so nothing is claimed and nothing kept. */
export async function passOnRead(
  access: ProviderAccess,
  operation: Operation & { contract: AnyContract },
  { exchange, remainingMs }: { exchange: Exchange; remainingMs: () => number },
): Promise<Answer> {
  const { event, line } = exchange;
  line.caller = readCaller(event.requestContext.authorizer, operation.id).id;
  const request = readRequest(event, operation);
  const secret = await filledSecret(access);
  const { provider: signal } = deadlineFor(remainingMs());
  const outcome = await callProvider(access, {
    request: toProviderRequest(access.origin, request, request.body),
    secret,
    parse: (body) =>
      operation.contract.parse(body, {
        reference: '',
        path: request.pathParameters,
        since: startOfTime,
      }),
    maySend: () => true,
    signal,
    line,
  });
  line.outcome = outcome.kind;
  return answerOf(outcome);
}
