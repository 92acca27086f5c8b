import { operationIdPattern } from '../../../functions/ledger/operation-id.ts';
import {
  flag,
  moment,
  nullable,
  object,
  oneOf,
  ref,
  text,
  textOrNull,
  whole,
  type Schema,
} from '../schema.ts';

const result = object(
  ['source', 'decided_by_person', 'status', 'content_type', 'body'],
  {
    source: oneOf(
      ['answer', 'read', 'not_executed'],
      'Where it comes from: the provider’s answer, a later read, or the certainty that nothing was executed.',
    ),
    decided_by_person: flag(),
    status: whole('The status that a replay has.'),
    content_type: textOrNull(),
    body: textOrNull('The body as text, card numbers masked; null where it is not kept.'),
  },
  'The answer, as it is kept.',
);

const operation = object(
  [
    ...['id', 'resource', 'operation', 'state', 'created_at', 'last_attempt_at', 'attempts'],
    ...['object', 'retry', 'result'],
  ],
  {
    id: { type: 'string', pattern: operationIdPattern.source },
    resource: { const: 'operation' },
    operation: text('Its id in the table, which is also its scope.'),
    state: oneOf(['pending', 'succeeded', 'failed']),
    created_at: moment(),
    last_attempt_at: moment(),
    attempts: whole('How often it may have reached the provider.'),
    object: textOrNull('The provider’s id of what was made or changed.'),
    retry: ref('RetryAdvice'),
    result: nullable(ref('GatewayOperationResult')),
  },
  'What is on record of one request that makes or moves something.',
);

/** An operation on record. */
export const operationSchemas: Readonly<Record<string, Schema>> = {
  GatewayOperation: operation,
  GatewayOperationResult: result,
};
