import { rowOf } from '../operations.ts';
import type { ClaimRequest } from '../ledger/claim.ts';
import { hashesOf } from '../ledger/fingerprint.ts';
import type { LedgerSecret } from '../ledger/ledger-secret.ts';
import { resendWithinMs } from '../ledger/resend-rules.ts';
import type { Body, JsonObject } from '../platform/body/body.ts';
import { maskCardNumbers } from '../platform/card-number.ts';
import { orderKey } from '../providers/order-key.ts';
import type { AnyContract, Requested } from '../providers/contract.ts';
import { toProviderRequest, type ProviderRequest } from '../providers/client/provider-request.ts';
import { keyOf, type ProviderSecret } from '../providers/provider-secret.ts';
import type { Operation, Request } from './request/request.ts';

/** One request, ready to be claimed: its operation id, what goes to the provider, and with which secrets. */
export type Prepared = {
  readonly id: string;
  readonly caller: string;
  readonly operation: Operation & { readonly contract: AnyContract };
  readonly request: Request;
  readonly providerRequest: ProviderRequest;
  readonly ledgerSecret: LedgerSecret;
  readonly secret: ProviderSecret;
};

/** Adds what goes to the provider. */
export function prepare(parts: Omit<Prepared, 'providerRequest'>, origin: string): Prepared {
  const { id, operation, request } = parts;
  const body = withReference(operation, request, { reference: id, found: undefined });
  return { ...parts, providerRequest: toProviderRequest(origin, request, body) };
}

/** The body with the operation's id, or with what is kept of the object that was found, as the contract says. */
export const withReference = (
  { contract }: Prepared['operation'],
  { body }: Request,
  context: { reference: string; found: unknown },
): Body =>
  contract.addReference === undefined
    ? body
    : { ...body, value: contract.addReference(body.value, context) as JsonObject };

/** What goes on record of what was asked for; nothing where no amount was named. A currency is a caller's text. */
const requestedOf = ({ amount, currency }: Requested): Requested | undefined =>
  amount === undefined
    ? undefined
    : { amount, currency: currency === undefined ? undefined : maskCardNumbers(currency) };

/** The request as the ledger sees it: hashes of what it means and of what is sent. */
export function claimRequestOf(prepared: Prepared): ClaimRequest {
  const { id, caller, operation, request, providerRequest, ledgerSecret, secret } = prepared;
  const { provider, contract } = operation;
  const { resend, lookup } = rowOf(operation.id);
  if (resend === undefined) throw new Error(`The row of ${operation.id} lacks its resend rule.`);
  // No path names more than one object.
  const [named] = Object.values(request.pathParameters);
  const body = request.body.value;
  const expected = contract.expect?.({ path: request.pathParameters, body });
  return {
    id,
    operation: operation.id,
    resendWithinMs: resendWithinMs(resend, provider.idempotency?.keyLifeMs),
    isToldOnlyIfStored: lookup === 'harmless',
    caller,
    account: secret.account,
    resource: named === undefined ? undefined : `${provider.name}#${named}`,
    requested: requestedOf(contract.requested?.(body) ?? expected ?? {}),
    order: orderKey(provider.name, contract.order?.(body)),
    fingerprintVersion: ledgerSecret.version,
    fingerprint: (version) => {
      const key = ledgerSecret.key(version);
      if (key === undefined) return undefined;
      return hashesOf(key, { request, providerRequest, secretKey: keyOf(provider, secret) });
    },
  };
}
