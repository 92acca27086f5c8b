import * as z from 'zod/mini';
import { GatewayError } from '../platform/gateway-error.ts';

/** A caller's server, as the authorizer recognised it by its key. */
export type Caller = {
  readonly id: string;
  /** What it may call: `acme.charge.create`, `acme.charge.*`, `*`. */
  readonly scopes: readonly string[];
  /** Whether a request that moves money must name its intent with an idempotency key. */
  readonly mustSendKey: boolean;
};

/** API Gateway hands the authorizer's context on as strings only. */
const Context = z.object({ callerId: z.string(), scopes: z.string(), mustSendKey: z.string() });

/** How the authorizer hands a caller to the functions; {@link readCaller} is its inverse. */
export const callerContext = (caller: Caller): z.infer<typeof Context> => ({
  callerId: caller.id,
  scopes: caller.scopes.join(' '),
  mustSendKey: String(caller.mustSendKey),
});

export const mayCall = (scopes: readonly string[], operation: string): boolean =>
  scopes.some(
    (scope) =>
      scope === '*' ||
      scope === operation ||
      (scope.endsWith('.*') && operation.startsWith(scope.slice(0, -1))),
  );

/**
 * The caller of a request. The scope is checked again here: a `*` in the authorizer's policy also matches a slash, so
 * the permission for `/payments/*` alone would open everything below.
 *
 * @throws GatewayError not_allowed where the caller lacks the operation's scope.
 */
export function readCaller(context: unknown, operation: string): Caller {
  const { callerId, scopes, mustSendKey } = Context.parse(context);
  const caller = {
    id: callerId,
    scopes: scopes.split(' '),
    mustSendKey: mustSendKey !== 'false',
  };
  if (!mayCall(caller.scopes, operation)) throw new GatewayError('not_allowed');
  return caller;
}
