import { maskCardNumbers, maskCardNumbersInJson } from '../platform/card-number.ts';
import { maskVerificationValues } from '../platform/verification-value.ts';
import type { Outcome } from '../providers/outcome.ts';
import type { Result } from './record.ts';
import type { Completion } from './record.ts';

/* How an answer of the provider is kept. */

/**
 * 64 kB, well above any provider's answer. A larger one is not kept: the search for card numbers in it, which stands
 * between the provider's yes and the record, would take longer than 20 ms.
 */
export const bodyBytesMax = 64 * 1024;

const isTooLarge = (body: string): boolean => Buffer.byteLength(body) > bodyBytesMax;

/** The body as it is kept: whole or not at all. An answer of which the ledger learns anything is JSON, or empty. */
function storable(body: string): string | undefined {
  if (isTooLarge(body)) return undefined;
  const masked = maskVerificationValues(maskCardNumbersInJson(body));
  return isTooLarge(masked) ? undefined : masked;
}

/** A text of the provider, which may repeat what a caller wrote. */
const masked = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : maskCardNumbers(text);

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
    object: masked(object.id),
    state: masked(object.state),
    amount: object.amount,
    currency: masked(object.currency),
  };
  return {
    result,
    body: storable(answer.body),
    resource:
      object.resource === undefined ? undefined : `${provider}#${maskCardNumbers(object.resource)}`,
  };
}

/** How a rejection is kept. */
export const completionOfRejection = ({ answer, code }: Rejected): Completion => ({
  result: {
    why: 'answer',
    status: answer.status,
    contentType: answer.contentType,
    code: masked(code),
  },
  body: storable(answer.body),
});
