import { orderAttemptsHeader } from '../../functions/http/order-attempts.ts';
import { retryAdviceHeader } from '../../functions/platform/gateway-error.ts';
import { ref, text, whole, type Schema } from './schema.ts';

type Header = { readonly description: string; readonly schema: Schema };

/** The headers of answers, as functions/http/ERRORS.md has them. */
export const answerHeaders = {
  'X-Request-Id': { schema: text(), description: 'The request, in the logs.' },
  'Idempotency-Key': {
    schema: text(),
    description:
      'Once the key is known: the caller’s, or the one that was used for a caller that need not send any.',
  },
  'X-Operation-Id': {
    schema: text(),
    description:
      'Once the id is known. `GET /gateway/v1/operations/{operationId}` shows what is on record.',
  },
  [orderAttemptsHeader]: {
    schema: text(),
    description:
      'Of a create that names an order of which other payments are paid or can still be paid: `paid=1, payable=2`.',
  },
  'Idempotent-Replayed': {
    schema: { type: 'string', const: 'true' },
    description: 'The answer comes from the record: this request was not sent to the provider.',
  },
  'X-Result-Source': {
    schema: { type: 'string', const: 'read' },
    description: 'The result was read back later: body and status are those of a read.',
  },
  [retryAdviceHeader]: {
    schema: ref('RetryAdvice'),
    description: 'What the caller may do now. Go by this word, and never by the status alone.',
  },
  'Retry-After': {
    schema: whole(),
    description: 'Seconds until the same request is worth sending again.',
  },
} as const satisfies Readonly<Record<string, Header>>;

export type AnswerHeader = keyof typeof answerHeaders;

/** Headers of one answer; those that `always` lists are on each such answer. */
export const headersOf = (
  names: readonly AnswerHeader[],
  always: readonly AnswerHeader[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    names.map((name) => {
      const { description, schema } = answerHeaders[name];
      const required = always.includes(name) ? { required: true } : {};
      return [name, { description, ...required, schema }];
    }),
  );
