import type { OperationId } from '../../functions/operations.ts';
import { apis, descriptionFor } from './apis.ts';
import { errorAnswers } from './error-answers.ts';
import { errorExamples } from './examples/in-document.ts';
import { bodyName, bodySchema } from './request-body.ts';
import type { Schema } from './schema.ts';

const securitySchemes = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'A key of the gateway (`gk_…`) as user name, and no password.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'A key of the gateway (`gk_…`).' },
};

/** The bodies of requests by their names. */
const bodies = (operations: readonly OperationId[]): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    operations.flatMap((id) => {
      const schema = bodySchema(id, descriptionFor(id));
      return schema === undefined ? [] : [[bodyName(id), schema] as const];
    }),
  );

/** Answers that operations of one API and effect share, with what was recorded of any of them. */
function responses(operations: readonly OperationId[]): Readonly<Record<string, object>> {
  const named = operations.flatMap((id) => [...errorAnswers(id, descriptionFor(id)).values()]);
  return Object.fromEntries(
    named.map(({ name, answer }) => [name, withExamples(answer, errorExamples(name, operations))]),
  );
}

function withExamples(answer: object, examples: Readonly<Record<string, object>>): object {
  const { content } = answer as { content?: Readonly<Record<string, object>> };
  const json = content?.['application/json'];
  if (json === undefined || Object.keys(examples).length === 0) return answer;
  return { ...answer, content: { ...content, 'application/json': { ...json, examples } } };
}

/** What the operations of the document refer to. */
export const componentsOf = (operations: readonly OperationId[]): object => ({
  securitySchemes,
  schemas: {
    ...Object.assign({}, ...apis.map(({ schemas }) => schemas)),
    ...bodies(operations),
  } as object,
  responses: responses(operations),
});
