import { providerOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { gatewayErrors, type RetryAdvice } from '../../functions/platform/gateway-error.ts';
import type { TableReport } from '../../lib/local/lambda/table-calls.ts';
import type { Draft } from './draft.ts';
import { cardDataIn, secretIn, type Known } from './secrets.ts';
import type { Answer } from './wire.ts';

/** A request with what came of it. */
export type Asked = {
  readonly draft: Draft;
  readonly answer: Answer | undefined;
  /** What its function has used; undefined where none ran. */
  readonly report: TableReport | undefined;
};

type Members = Readonly<Record<string, unknown>>;

const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'];

const writesIn = ({ tableCalls }: TableReport): number =>
  writes.reduce((sum, call) => sum + (tableCalls[call] ?? 0), 0);

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

function parsed(text: string): Members | undefined {
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const areTexts = (...values: readonly unknown[]): boolean =>
  values.every((value) => typeof value === 'string');

/** The code of a gateway's own error, in any shape; undefined for what a provider says. */
function ownCode(body: Members): keyof typeof gatewayErrors | undefined {
  const code = membersOf(body['error'])['code'] ?? body['code'];
  return typeof code === 'string' && Object.hasOwn(gatewayErrors, code)
    ? (code as keyof typeof gatewayErrors)
    : undefined;
}

const namesOf = (members: Members): string => Object.keys(members).sort().join(' ');

const isKomojuShape = (body: Members, isOwn: boolean): boolean => {
  const error = membersOf(body['error']);
  const hasTexts = areTexts(error['code'], error['message']) && namesOf(body) === 'error';
  return hasTexts && (!isOwn || namesOf(error) === 'code details message param');
};

const isCoineyShape = (body: Members): boolean =>
  areTexts(body['type'], body['code'], body['message']) &&
  ['code message type', 'code message params type'].includes(namesOf(body));

/** The body in which API Gateway has every provider's shape. */
const isCombinedShape = (body: Members): boolean =>
  namesOf(body) === 'code error message type' &&
  namesOf(membersOf(body['error'])) === 'code details message param' &&
  areTexts(body['code'], body['message'], body['type']);

function hasShape(body: Members, report: TableReport | undefined, isOwn: boolean): boolean {
  if (report === undefined) return isCombinedShape(body);
  const provider = providerOf(report.operation as OperationId);
  return provider === 'coiney' ? isCoineyShape(body) : isKomojuShape(body, isOwn);
}

/** What the HTTP server answers where it cannot read a request; API Gateway has others words for it. */
const isOfServer = ({ status, headers }: Answer): boolean =>
  !headers.has('x-amzn-requestid') && [400, 408, 413, 431].includes(status);

const adviceOf = ({ headers }: Answer): RetryAdvice | undefined =>
  headers.get('x-retry-advice') as RetryAdvice | undefined;

/**
 * Whether an answer says that its request did nothing. One without advice says nothing: the HTTP server answers so to what
 * follows a request on its connection, and the request itself may have been executed.
 */
export const isRefused = (answer: Answer): boolean =>
  adviceOf(answer) === 'fix_request' || answer.status === 413;

/** The advice that stands in the body; undefined for a provider's own error, and where the shape has no place for it. */
const toldAdvice = (body: Members): unknown =>
  membersOf(membersOf(body['error'])['details'])['retry'];

/**
 * Whether an error is the gateway's own. A provider has some of the same codes, but says them to a read, which has no
 * advice, or as its final no.
 */
const isOwnError = (body: Members, answer: Answer): boolean => {
  const code = ownCode(body);
  return code !== undefined && gatewayErrors[code].retry === adviceOf(answer);
};

/** What is wrong with the words of an error, by the function that ran, or by none. */
function wrongWords(body: Members, answer: Answer, report: TableReport | undefined): string[] {
  const isOwn = isOwnError(body, answer);
  const told = toldAdvice(body);
  const who = report?.operation ?? 'API Gateway';
  const rules: readonly (readonly [boolean, string])[] = [
    [hasShape(body, report, isOwn), `another error shape than that of ${who}`],
    [told === undefined || told === adviceOf(answer), 'another advice in the body'],
    [report !== undefined || isOwn, 'an error of API Gateway without its advice'],
    [answer.headers.has('x-request-id'), 'an error without X-Request-Id'],
  ];
  return rules.flatMap(([isKept, what]) => (isKept ? [] : [what]));
}

/** What the health of the parts is told with, where one is not well. */
const isHealth = (body: Members): boolean => namesOf(body) === 'parts status';

function wrongErrors({ draft, report }: Asked, answer: Answer): string[] {
  // A body that is too large is refused in AWS's own words, which nothing changes.
  const isOfAws = isOfServer(answer) || (report === undefined && answer.status === 413);
  if (answer.status < 400 || isOfAws || draft.method === 'HEAD') return [];
  const body = parsed(answer.body);
  if (body === undefined) return [`an error of ${answer.status} that is no JSON`];
  const mayBeHealth = report?.operation === 'gateway.health' && isHealth(body);
  return mayBeHealth ? [] : wrongWords(body, answer, report);
}

/** What must never be answered where nothing has been broken. */
function failures({ status, body }: Answer): string[] {
  const isFailure = status === 500 || status === 504 || body.includes('"internal_error"');
  return isFailure ? [`answered ${status}`] : [];
}

function wrongWrites({ report }: Asked, answer: Answer): string[] {
  if (report === undefined) return [];
  const { effect } = rowOf(report.operation as OperationId);
  const count = writesIn(report);
  const mayWrite = effect === 'mutation' || effect === 'inbox';
  if (count === 0 || (mayWrite && !isRefused(answer))) return [];
  return [`${count} writes to the table for ${mayWrite ? 'a refused request' : 'a read'}`];
}

/** Headers that a caller has sent and gets back. */
const echoed = ['idempotency-key'];

function leaks(answer: Answer, known: Known): string[] {
  const head = [...answer.headers].filter(([name]) => !echoed.includes(name)).flat();
  const secret = secretIn(`${head.join('\n')}\n${answer.body}`, known);
  // An object that was made of a caller's own text has that text.
  const card = cardDataIn(`${head.join('\n')}\n${answer.status < 300 ? '' : answer.body}`);
  const injected = answer.headers.has('x-injected') ? 'an injected header' : undefined;
  return [secret, card, injected].flatMap((found) =>
    found === undefined ? [] : [`the answer holds ${found}…`],
  );
}

/** All that must not be. */
export function wrongsOf(asked: Asked, known: Known): readonly string[] {
  const { answer } = asked;
  if (answer === undefined) return ['no answer'];
  return [
    ...failures(answer),
    ...wrongErrors(asked, answer),
    ...wrongWrites(asked, answer),
    ...leaks(answer, known),
  ];
}
