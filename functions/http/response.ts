import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Provider } from '../providers/provider.ts';
import { hasCardNumber } from '../platform/card-number.ts';
import type { Answer } from '../providers/outcome.ts';
import { refusals, type Refusal } from '../platform/gateway-error.ts';

type Told = Pick<Refusal, 'code' | 'message' | 'detail'>;

/** What is told of a refusal. A caller chose the names that its parameters have, so one may be a card's number. */
function told({ code, message, detail }: Told): { message: string; param: string | null } {
  const { param = '' } = detail;
  // By its parts as well: behind the number of a list's member a name would look like a fraction.
  const hasCard = [message, param, ...param.split('.')].some(hasCardNumber);
  if (hasCard) return { message: refusals[code].title, param: null };
  return { message, param: param === '' ? null : param };
}

/** Tells a refusal in the provider's error shape; this is the only place where one becomes an answer. */
export function answerTo(
  refusal: Told,
  provider: Pick<Provider, 'errorBody' | 'statusOf'>,
): Answer {
  const { code, detail } = refusal;
  const { retry } = refusals[code];
  const status = provider.statusOf?.(code) ?? refusals[code].status;
  const { object } = detail;
  const details = { retry, ...(object !== undefined && { object }) };
  const body = provider.errorBody({ code, ...told(refusal), details }, status);
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(body),
  };
}

/** The answer as API Gateway wants it. */
export const toResult = (
  { status, contentType, body }: Answer,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult => ({
  statusCode: status,
  headers: { ...headers, ...(contentType === undefined ? {} : { 'Content-Type': contentType }) },
  body,
});
