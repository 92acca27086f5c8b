import { isOfProvider, rowOf, type OperationId } from '../../functions/operations.ts';
import { registry } from '../../functions/registry.ts';
import { headersOf } from './answer-headers.ts';
import type { Described } from './described.ts';
import { errorAnswers, ofMutations } from './error-answers.ts';
import { ref, type Schema } from './schema.ts';

type Examples = Readonly<Record<string, object>>;

/** Where no schema is listed for an operation: whatever the provider answers. */
const anything: Schema = { description: 'The provider’s own answer, as it came.' };

/** `'acme.charge.create'` → `'acme.charge'` */
const folderOf = (operation: string): string => operation.slice(0, operation.lastIndexOf('.'));

const yesSchema = (operation: OperationId, { answers }: Described): Schema =>
  rowOf(operation).effect === 'inbox'
    ? ref('WebhookTaken')
    : (answers[operation] ?? answers[folderOf(operation)] ?? anything);

/** The status with which a yes is answered. Providers that make something say 201 for it, or 200. */
const yesStatus = (operation: OperationId): number =>
  (isOfProvider(operation) ? registry.contracts[operation]?.search?.madeStatus : undefined) ?? 200;

const emptyBody = { 'text/plain': { schema: { type: 'string', maxLength: 0 } } };

function yes(operation: OperationId, described: Described, examples: Examples): object {
  const isMutation = rowOf(operation).effect === 'mutation';
  const names = isMutation ? (['X-Retry-Advice', ...ofMutations] as const) : [];
  const always = isMutation
    ? (['X-Retry-Advice', 'Idempotency-Key', 'X-Operation-Id'] as const)
    : [];
  return {
    description: isOfProvider(operation) ? 'The provider’s answer, as it came.' : 'The answer.',
    headers: headersOf(['X-Request-Id', ...names], ['X-Request-Id', ...always]),
    content: {
      'application/json': {
        schema: yesSchema(operation, described),
        ...(Object.keys(examples).length > 0 && { examples }),
      },
      ...(described.emptyAnswers?.includes(operation) === true && emptyBody),
    },
  };
}

/** Another yes of the provider's: its status is passed on as it is. */
const otherYes = {
  description: 'Another yes of the provider, as it came.',
  content: { '*/*': {} },
};

/**
 * Every answer of an operation by its status.
 *
 * @param examples of a yes
 */
export function answersOf(
  operation: OperationId,
  described: Described,
  examples: Examples = {},
): Readonly<Record<string, object>> {
  const errors = [...errorAnswers(operation, described)].map(
    ([status, { name }]) => [status, { $ref: `#/components/responses/${name}` }] as const,
  );
  const good = yes(operation, described, examples);
  const more = described.moreStatuses?.[operation] ?? [];
  const either = { anyOf: [yesSchema(operation, described), described.error] };
  return {
    [yesStatus(operation)]: good,
    ...(isOfProvider(operation) && { '2XX': otherYes }),
    ...Object.fromEntries(errors),
    ...Object.fromEntries(
      more.map((status) => [
        String(status),
        { ...good, content: { 'application/json': { schema: either } } },
      ]),
    ),
  };
}
