import { ask, filledSecret, type Destination } from '../providers/call.ts';
import { budgetOf } from './deadline.ts';
import { readCaller } from './caller.ts';
import type { AnyContract } from '../providers/contract.ts';
import type { Answer, Outcome } from '../providers/outcome.ts';
import { readRequest, type Operation } from './request.ts';
import { Refusal } from '../platform/gateway-error.ts';
import type { Exchange } from './handler.ts';
import { wireRequest } from '../providers/provider-request.ts';

const message = 'The provider did not say. A read changes nothing; send it again.';

/** What a read gives back: whatever the provider answered, as long as it decides something. */
function answerOf(outcome: Outcome): Answer {
  if (outcome.kind === 'done' || outcome.kind === 'refused') return outcome.answer;
  if (outcome.kind === 'unknown' && outcome.answer !== undefined) return outcome.answer;
  const { why, cause } = outcome;
  throw new Refusal('not_attempted', { message, why, cause, retryAfterS: 2 });
}

/** Passes a read to the provider. It changes nothing, so nothing is claimed and nothing kept. */
export async function passRead(
  destination: Destination,
  operation: Operation & { contract: AnyContract },
  { exchange, remainingMs }: { exchange: Exchange; remainingMs: () => number },
): Promise<Answer> {
  const { event, line } = exchange;
  line.caller = readCaller(event.requestContext.authorizer, operation.id).id;
  const request = readRequest(event, operation);
  const secret = await filledSecret(destination);
  const { provider: signal } = budgetOf(remainingMs());
  const outcome = await ask(destination, {
    request: wireRequest(destination, request, request.body),
    secret,
    tell: (body) => operation.contract.tell(body, { reference: '', path: request.pathParameters }),
    maySend: () => true,
    signal,
    line,
  });
  line.outcome = outcome.kind;
  return answerOf(outcome);
}
