import { rowOf, type OperationId, type Row } from '../../functions/operations.ts';
import { answersOf } from './answers.ts';
import type { Described } from './described.ts';
import { requestExamples, yesExamples } from './examples/in-document.ts';
import { textOf } from './operation-text.ts';
import { parametersOf } from './parameters.ts';
import { requestBody } from './request-body.ts';

/** `'acme.charge.create'` → `'acme.charge'`, by which operations stand together. */
export const tagOf = (operation: OperationId): string =>
  operation.split('.').slice(0, -1).join('.');

const again: Readonly<Record<NonNullable<Row['resend']>, string>> = {
  'provider-key':
    'After a lost answer it can be sent again with its key for 23 hours, and is executed once.',
  'five-minutes':
    'After a lost answer it can be sent again for five minutes; it may be written twice, which leaves the object as it is.',
  'search-first':
    'After a lost answer it can be sent again with its key once the provider’s list was searched for it.',
};

function described(operation: OperationId, text: string): string {
  const { effect, resend } = rowOf(operation);
  const scope = effect === 'inbox' ? [] : [`Scope: \`${operation}\`.`];
  return [text, ...(resend === undefined ? [] : [again[resend]]), ...scope].join('\n\n');
}

/** An operation as OpenAPI writes it: from its row, its contract, and what is known besides. */
export function operationOf(operation: OperationId, api: Described): object {
  const { summary, description } = textOf(operation);
  const parameters = parametersOf(operation, api);
  const body = requestBody(operation, api, requestExamples(operation));
  return {
    operationId: operation,
    tags: [tagOf(operation)],
    summary,
    description: described(operation, description),
    // A provider has no key of the gateway: its webhooks are recognised by what only it knows.
    ...(rowOf(operation).effect === 'inbox' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: body }),
    responses: answersOf(operation, api, yesExamples(operation)),
  };
}
