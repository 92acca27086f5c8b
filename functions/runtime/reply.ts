import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Provider } from '../providers/provider.ts';
import type { Answer } from './outcome.ts';
import { refusals, type Refusal } from './refusal.ts';

/** Tells a refusal in the provider's error shape; this is the only place where one becomes an answer. */
export function answerTo(
  refusal: Pick<Refusal, 'code' | 'message' | 'detail'>,
  provider: Pick<Provider, 'errorBody' | 'statusOf'>,
): Answer {
  const { code, message, detail } = refusal;
  const { retry } = refusals[code];
  const status = provider.statusOf?.(code) ?? refusals[code].status;
  const param = detail.param === undefined || detail.param === '' ? null : detail.param;
  const { object } = detail;
  const details = { retry, ...(object !== undefined && { object }) };
  const body = provider.errorBody({ code, message, param, details }, status);
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
