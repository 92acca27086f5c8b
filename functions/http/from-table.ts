import { GatewayError } from '../platform/gateway-error.ts';

/**
 * What the table gave.
 *
 * @throws GatewayError not_attempted where it gave nothing; errors of the gateway itself go on as they are
 */
export const fromTable = <Value>(work: Promise<Value>): Promise<Value> =>
  work.then(undefined, (cause: unknown) => {
    if (cause instanceof GatewayError) throw cause;
    throw new GatewayError('not_attempted', { why: 'table', cause, retryAfterS: 2 });
  });
