import { of, type Mutant } from './mutant.ts';

const answers = of('providers/client/judge-answer.ts');
const komoju = of('providers/komoju/komoju.ts');
const coiney = of('providers/coiney/coiney.ts');
const ledger = of('ledger/execute-once.ts');
const object = of('recovery/lookup/read-object.ts');

const listOfStatuses = 'new Set([400, 402, 403, 404, 405, 406, 413, 415, 422])';

/** A status counts as a clear no that is none. */
const clearNo = (status: number): readonly [string, string] => [
  listOfStatuses,
  listOfStatuses.replace('])', `, ${status}])`),
];

/** What is known by its status alone is a no instead. */
const rejectedBy = (found: string): readonly [string, string] => [
  found,
  `${found.slice(0, found.indexOf('return'))}return { kind: 'rejected', answer, code: 'new_code' };`,
];

/** What must be noticed of errors whose codes are in no list: which of them is a no, and when that is final. */
export const mutantsOfAnswers: readonly Mutant[] = [
  answers('a clear no with an unlisted code decides nothing', 'unlisted-errors', [
    'code !== undefined && clearNo.has(answer.status)',
    'code !== undefined && clearNo.has(0)',
  ]),
  answers('a clear no with an unlisted code was never attempted', 'unlisted-errors', [
    "{ kind: 'rejected', answer, code, isUnlisted: true }",
    "{ kind: 'not_attempted', why: 'throttled' }",
  ]),
  answers('a clear no needs no error of the provider', 'unlisted-errors', [
    "code !== undefined && clearNo.has(answer.status)\n    ? { kind: 'rejected', answer, code,",
    "clearNo.has(answer.status)\n    ? { kind: 'rejected', answer, code: code ?? '',",
  ]),
  komoju('every error is KOMOJU’s own', 'unlisted-errors', [
    'ErrorBody.safeParse(body).data?.error.code,',
    "ErrorBody.safeParse(body).data?.error.code ?? 'none',",
  ]),
  coiney('whatever has a type is Coiney’s error', 'unlisted-errors-of-a-link', [
    'z.enum(types)',
    'z.string()',
  ]),
  coiney('every error is Coiney’s own', 'unlisted-errors-of-a-link', [
    ': error?.type;',
    ": (error?.type ?? 'none');",
  ]),
  answers('an unlisted code is a no whatever the status', 'unlisted-errors', [
    'code !== undefined && clearNo.has(answer.status)',
    'code !== undefined',
  ]),
  answers(
    '409 is a no',
    'unlisted-errors',
    rejectedBy(
      "if (answer.status === 409) return { kind: 'unknown', why: 'in_flight', answer, code };",
    ),
  ),
  answers('423 is a no', 'unlisted-errors', clearNo(423)),
  answers('425 is a no', 'unlisted-errors', clearNo(425)),
  answers(
    '429 is a no',
    'unlisted-errors',
    rejectedBy("if (status === 429) return { kind: 'not_attempted', why: 'throttled' };"),
  ),
  answers('503 is a no', 'unlisted-errors', clearNo(503)),
  ledger('an unlisted no of a later attempt is final at once', 'unlisted-errors-forgotten', [
    'if (!rejectionIsFinal(attempt)) {',
    'if (!rejectionIsFinal(attempt) && outcome.isUnlisted !== true) {',
  ]),
  ledger('a caller is told an unlisted no of a later attempt', 'unlisted-errors-forgotten', [
    'return leaveOpen(ports, { attempt, write, error: rejectedAgain(until, ports.now()) });',
    `if (outcome.isUnlisted === true) return fresh(outcome.answer);
    return leaveOpen(ports, { attempt, write, error: rejectedAgain(until, ports.now()) });`,
  ]),
  object('a 404 with an unlisted code is gone', 'misread-delete', [
    'access.provider.notFoundCodes.has(outcome.code)',
    'outcome.answer.status === 404',
  ]),
];
