import { gatewayErrors, retryAdvice } from '../../../functions/platform/gateway-error.ts';
import { partStates } from '../../../functions/providers/client/part-states.ts';
import type { Described } from '../described.ts';
import { object, oneOf, ref, text, textOrNull, type Schema } from '../schema.ts';
import { historySchemas } from './history.ts';
import { operationSchemas } from './operation.ts';
import { orderSchemas } from './order.ts';

const error = object(
  ['error'],
  {
    error: object(['code', 'message', 'param', 'details'], {
      code: ref('GatewayErrorCode'),
      message: text(),
      param: textOrNull('The parameter that is wrong.'),
      details: object(['retry'], {
        retry: ref('RetryAdvice'),
        object: text('The provider’s id of what was made.'),
        key_if_you_sent_none: text(
          'Only where no function runs: the key of a caller that sent none.',
        ),
      }),
    }),
  },
  'An error of the gateway, where no provider is asked.',
);

const lines = (meanings: Readonly<Record<string, string>>): string =>
  Object.entries(meanings)
    .map(([word, meaning]) => `- \`${word}\`: ${meaning}`)
    .join('\n');

const advice: Schema = oneOf(Object.keys(retryAdvice), lines(retryAdvice));

const codes: Schema = oneOf(
  Object.keys(gatewayErrors),
  lines(
    Object.fromEntries(Object.entries(gatewayErrors).map(([code, { title }]) => [code, title])),
  ),
);

const health = object(['status', 'parts'], {
  status: oneOf(['ok', 'unhealthy']),
  parts: {
    type: 'object',
    additionalProperties: oneOf(partStates),
    description: 'The table, and each provider’s secret and origin.',
  },
});

/** The gateway's own API. */
export const gateway: Described = {
  title: 'Gateway',
  error: ref('GatewayError'),
  schemas: {
    ...operationSchemas,
    ...historySchemas,
    ...orderSchemas,
    GatewayHealth: health,
    GatewayError: error,
    GatewayErrorCode: codes,
    RetryAdvice: advice,
    WebhookTaken: object(['received'], { received: { const: true } }),
  },
  answers: {
    'gateway.operation.show': ref('GatewayOperation'),
    'gateway.payment.history': ref('GatewayHistory'),
    'gateway.order.show': ref('GatewayOrder'),
    'gateway.health': ref('GatewayHealth'),
  },
  // Unhealthy has the same body.
  moreStatuses: { 'gateway.health': [503] },
  parameters: {
    'gateway.payment.history': [
      { in: 'query', name: 'page', schema: text(), description: 'The `next_page` of an answer.' },
    ],
  },
};
