import { rowOf, type OperationId } from '../../../functions/operations.ts';
import { recorded, type Recorded } from './recorded.ts';

type Examples = Readonly<Record<string, object>>;

const all = recorded();

const examplesOf = (found: readonly Recorded[], value: (each: Recorded) => unknown): Examples =>
  Object.fromEntries(
    found.map((each) => [each.name, { summary: each.summary, value: value(each) }]),
  );

const isYes = ({ status }: Recorded): boolean => status < 300;

/** Bodies that were sent. */
export const requestExamples = (operation: OperationId): Examples =>
  examplesOf(
    all.filter((each) => each.operation === operation && each.request !== undefined && isYes(each)),
    ({ request }) => request,
  );

/** Answers that were a yes. */
export const yesExamples = (operation: OperationId): Examples =>
  examplesOf(
    all.filter((each) => each.operation === operation && isYes(each)),
    ({ answer }) => answer,
  );

/**
 * Errors that operations of one API and effect were answered with.
 *
 * @param name the answer's name among the components: `acme.mutation.409`
 */
export const errorExamples = (name: string, operations: readonly OperationId[]): Examples =>
  examplesOf(
    all.filter(({ operation, status }) => {
      const id = operations.find((each) => each === operation);
      if (id === undefined) return false;
      return name === [id.split('.')[0], rowOf(id).effect, status].join('.');
    }),
    ({ answer }) => answer,
  );
