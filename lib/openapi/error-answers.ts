import { isOfProvider, providerOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { gatewayErrors, type GatewayErrorCode } from '../../functions/platform/gateway-error.ts';
import { gatewayApi, type ErrorShape } from '../../functions/http/response.ts';
import { providers } from '../../functions/providers/providers.ts';
import { headersOf, type AnswerHeader } from './answer-headers.ts';
import type { Described } from './described.ts';
import { codesByStatus } from './error-codes.ts';
import type { Schema } from './schema.ts';

const shapeOf = (operation: OperationId): ErrorShape =>
  providers.find(({ name }) => name === providerOf(operation)) ?? gatewayApi;

const ofAny: readonly AnswerHeader[] = ['X-Request-Id', 'X-Retry-Advice', 'Retry-After'];

/** What else an answer to a mutation may carry. */
export const ofMutations: readonly AnswerHeader[] = [
  ...(['Idempotency-Key', 'X-Operation-Id', 'X-Order-Attempts'] as const),
  ...(['Idempotent-Replayed', 'X-Result-Source'] as const),
];

const said = (code: GatewayErrorCode): string => {
  const { title, retry } = gatewayErrors[code];
  return `- \`${code}\` (\`${retry}\`): ${title}`;
};

/** API Gateway says this in words of its own, and without any header of the gateway. */
const tooLarge = {
  description: 'The body is too large for API Gateway. The request did nothing.',
  content: { '*/*': {} },
};

const passedOn = 'The provider’s own error is passed on as it came, with its status.';

const other = { '*/*': {} };

function errorAnswer(
  operation: OperationId,
  codes: readonly GatewayErrorCode[],
  error: Schema,
): object {
  const mayPassOn = isOfProvider(operation);
  const isMutation = rowOf(operation).effect === 'mutation';
  // What a provider says to a read belongs to no intent, and carries no advice.
  const hasAdvice = isMutation || !mayPassOn;
  return {
    description: [...codes.map(said), ...(mayPassOn ? [`\n${passedOn}`] : [])].join('\n').trim(),
    headers: headersOf(
      [...ofAny, ...(isMutation ? ofMutations : [])],
      ['X-Request-Id', ...(hasAdvice ? (['X-Retry-Advice'] as const) : [])],
    ),
    ...(codes.length > 0 && { 'x-gateway-errors': codes }),
    content: {
      'application/json': { schema: error },
      // A read hands on what is no JSON, too: a proxy's page.
      ...(mayPassOn && !isMutation && other),
    },
  };
}

/** How the answers that are a no are named among the components: `acme.mutation.409`. */
const nameOf = (operation: OperationId, status: number | string): string =>
  [operation.split('.')[0], rowOf(operation).effect, status].join('.');

/** Every answer of an operation that is no yes, by its status, with the name by which operations share it. */
export function errorAnswers(
  operation: OperationId,
  { error, moreStatuses = {} }: Described,
): ReadonlyMap<string, { readonly name: string; readonly answer: object }> {
  const { effect } = rowOf(operation);
  const answers = new Map<string, { name: string; answer: object }>();
  const add = (status: string, answer: object): void => {
    answers.set(status, { name: nameOf(operation, status), answer });
  };
  for (const [status, codes] of codesByStatus(effect, shapeOf(operation))) {
    if (moreStatuses[operation]?.includes(status) === true) continue;
    add(String(status), status === 413 ? tooLarge : errorAnswer(operation, codes, error));
  }
  if (isOfProvider(operation)) {
    for (const range of ['4XX', '5XX']) add(range, errorAnswer(operation, [], error));
  }
  return answers;
}
