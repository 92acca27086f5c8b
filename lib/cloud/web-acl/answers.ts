import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { gatewayErrors, retryAdviceHeader } from '../../../functions/platform/gateway-error.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import { bodyOf, gatewayAnswers, type GatewayAnswer } from '../rest-api/gateway-answers.ts';

/** What API Gateway says by itself in the same situation. */
function answerFor(type: string): GatewayAnswer & { readonly status: number } {
  const answer = gatewayAnswers.find(({ types }) => types.includes(type));
  if (answer?.status === undefined) throw new Error(`There is no answer for ${type}.`);
  return { ...answer, status: answer.status };
}

const tooMany = answerFor('THROTTLED');

/**
 * What is answered where the 403 of API Gateway's own answer to WAF would say the wrong thing: a client would not come
 * again after too many requests, and a provider may take a 4xx for its webhook's end.
 */
const answers = {
  'too-many': tooMany,
  'come-again': { ...tooMany, status: 503 },
  'too-large': answerFor('REQUEST_TOO_LARGE'),
} as const;

export type AnswerName = keyof typeof answers;

const names = Object.keys(answers) as AnswerName[];

/** The action of a rule that stops a request with one of the answers. */
export function blockWith(name: AnswerName): CfnWebACL.RuleActionProperty {
  const { status, code, headers } = answers[name];
  const responseHeaders = { [retryAdviceHeader]: gatewayErrors[code].retry, ...headers };
  return {
    block: {
      customResponse: {
        responseCode: status,
        customResponseBodyKey: name,
        responseHeaders: Object.entries(responseHeaders).map(([name, value]) => ({ name, value })),
      },
    },
  };
}

/** The bodies of all answers, in every provider's error shape. */
export const answerBodies = (
  providers: readonly Provider[],
): Record<string, CfnWebACL.CustomResponseBodyProperty> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        contentType: 'APPLICATION_JSON',
        content: JSON.stringify(bodyOf(answers[name], providers)),
      },
    ]),
  );
