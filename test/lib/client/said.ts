import type { RetryAdvice } from '../../../functions/platform/gateway-error.ts';
import type { Answered } from '../../support/client/scripted-gateway.ts';

/* What the gateway, its providers and what stands in between say. */

export const says = (
  status: number,
  advice: RetryAdvice,
  body: unknown,
  headers: object = {},
): Answered => ({
  status,
  headers: { 'x-retry-advice': advice, 'x-request-id': 'r', 'x-operation-id': 'op_ID', ...headers },
  body,
});

/** An error of the gateway, or of the provider. */
export const error = (
  status: number,
  advice: RetryAdvice,
  code: string,
  headers: object = {},
): Answered => says(status, advice, { error: { code, message: '', param: null } }, headers);

export const paid = { id: 'pay_1', status: 'captured', amount: 1000 };
export const yes = says(200, 'do_not_repeat', paid);
export const html = (status: number): Answered => ({
  status,
  body: '<html>Something in between</html>',
});

export const done = { outcome: 'done', advice: 'do_not_repeat', status: 200, body: paid } as const;

/** So long that a client does not wait for it. */
export const anHour = { 'retry-after': '3600' };

/** An operation on record, as the gateway shows it. */
export const record = (
  retry: RetryAdvice,
  result: object | null,
  headers: object = {},
): Answered => ({
  status: 200,
  headers: { 'x-request-id': 'r', ...headers },
  body: { id: 'op_ID', resource: 'operation', retry, result },
});
export const kept = { source: 'answer', status: 200, body: JSON.stringify(paid) };
