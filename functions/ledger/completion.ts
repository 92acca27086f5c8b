import { hasCardNumber } from '../platform/card-number.ts';
import type { Outcome } from '../providers/outcome.ts';
import type { Result } from './record.ts';
import type { Completion } from './transitions.ts';

/* How an answer of the provider is kept. */

/** A larger answer is not kept, so that the record stays below DynamoDB's 400 kB. */
const bodyBytesMax = 300 * 1024;

/** The body as it is kept: whole or not at all. */
const storable = (body: string): string | undefined =>
  Buffer.byteLength(body) > bodyBytesMax || hasCardNumber(body) ? undefined : body;

type Done = Extract<Outcome, { kind: 'done' }>;
type Rejected = Extract<Outcome, { kind: 'rejected' }>;

/** How an answer that tells of an object is kept. */
export function completionOf(
  { answer, object, wasRead }: Omit<Done, 'kind'>,
  operation: string,
): Completion {
  const provider = operation.slice(0, operation.indexOf('.'));
  const result: Result = {
    why: wasRead === true ? 'read' : 'answer',
    status: answer.status,
    contentType: answer.contentType,
    object: object.id,
    state: object.state,
    amount: object.amount,
    currency: object.currency,
  };
  return {
    result,
    body: storable(answer.body),
    resource: object.resource === undefined ? undefined : `${provider}#${object.resource}`,
  };
}

/** How a rejection is kept. */
export const completionOfRejection = ({ answer, code }: Rejected): Completion => ({
  result: { why: 'answer', status: answer.status, contentType: answer.contentType, code },
  body: storable(answer.body),
});
