import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Provider } from '../../../functions/providers/provider.ts';
import { gatewayErrors, retryAdviceHeader } from '../../../functions/platform/gateway-error.ts';
import { bodyOf, gatewayAnswers } from './gateway-answers.ts';

/**
 * What API Gateway says by itself, before or instead of any function, in words that every provider's clients read.
 *
 * Gateway responses are one set for the whole API and know no conditions, so one body has all providers' error shapes
 * side by side. API Gateway replaces the `$context` variable.
 */
export function addGatewayResponses(api: RestApi, providers: readonly Provider[]): void {
  for (const answer of gatewayAnswers) {
    for (const type of answer.types) {
      api.addGatewayResponse(type, {
        type: ResponseType.of(type),
        ...(answer.status !== undefined && { statusCode: String(answer.status) }),
        responseHeaders: {
          'X-Request-Id': 'context.requestId',
          ...quoted({
            [retryAdviceHeader]: gatewayErrors[answer.code].retry,
            ...answer.headers,
          }),
        },
        templates: { 'application/json': JSON.stringify(bodyOf(answer, providers)) },
      });
    }
  }
}

/** API Gateway tells a constant from a mapping by its single quotes. */
const quoted = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
