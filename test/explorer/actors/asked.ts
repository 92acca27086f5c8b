import type { ClaimRequest } from '../../../functions/ledger/claim.ts';
import { readLedgerSecret, type LedgerSecret } from '../../../functions/ledger/ledger-secret.ts';
import { operationIdOf } from '../../../functions/ledger/operation-id.ts';
import { providerOf } from '../../../functions/operations.ts';
import {
  claimRequestOf,
  prepare,
  type Prepared,
} from '../../../functions/http/prepare-mutation.ts';
import {
  readRequest,
  type Request as ReadRequest,
} from '../../../functions/http/request/request.ts';
import type { AnyContract } from '../../../functions/providers/contract.ts';
import { registry } from '../../../functions/registry.ts';
import type { Request } from '../worlds/scenario.ts';
import { secretOf } from './access.ts';
import { originOf } from '../wire.ts';

/* A caller's request as what ships reads and prepares it. Everything here is the same in every schedule, so it is kept. */

const mode = 'live';
const namespace = 'explorer';
const caller = 'storefront';

const ledgerSecretWith = (keys: number): LedgerSecret => {
  const numbers = Array.from({ length: keys }, (_, index) => index + 1);
  const named = numbers.map((number) => [`fingerprintKey${number}`, String(number).repeat(32)]);
  return readLedgerSecret(JSON.stringify({ namespace, ...Object.fromEntries(named) }));
};

const ledgerSecrets = [ledgerSecretWith(1), ledgerSecretWith(2)] as const;

function kept<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const all = new WeakMap<Key, Value>();
  return (key) => {
    const known = all.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    all.set(key, value);
    return value;
  };
}

/** The id of the operation that a request is about. */
export const idOf = kept(({ operation, key }: Request) =>
  operationIdOf({ namespace, mode, caller, operation, key }),
);

/** What a request asks for: only that may be told as its outcome. */
export const intentOf = kept(({ path, body }: Request) => JSON.stringify([path, body]));

const operationOf = ({ operation: id }: Request): Prepared['operation'] => {
  const provider = registry.providers.find(({ name }) => name === providerOf(id));
  const contract = registry.contracts[id];
  if (provider === undefined || contract === undefined) throw new Error(`There is no ${id}.`);
  return { id, provider, contract: contract satisfies AnyContract, cardData: 'accept' };
};

const readBy = kept((request: Request): ReadRequest => {
  const event = {
    multiValueHeaders: { 'content-type': ['application/json'] },
    pathParameters: request.path,
    multiValueQueryStringParameters: null,
    body: Object.keys(request.body).length === 0 ? null : JSON.stringify(request.body),
    isBase64Encoded: false,
  };
  return readRequest(event as unknown as Parameters<typeof readRequest>[0], operationOf(request));
});

/** A request that is ready to be claimed, and what is claimed. */
export type AskedFor = { readonly prepared: Prepared; readonly claimRequest: ClaimRequest };

function askedBy(request: Request, index: number): AskedFor {
  const prepared = prepare(
    {
      id: idOf(request),
      caller,
      operation: operationOf(request),
      request: readBy(request),
      ledgerSecret: ledgerSecrets[request.fingerprintKeys === 1 ? 0 : 1],
      secret: secretOf(request),
    },
    originOf(index),
  );
  const claimRequest = claimRequestOf(prepared);
  const hashes = new Map<number, ReturnType<ClaimRequest['fingerprint']>>();
  const fingerprint: ClaimRequest['fingerprint'] = (version) => {
    if (!hashes.has(version)) hashes.set(version, claimRequest.fingerprint(version));
    return hashes.get(version);
  };
  return { prepared, claimRequest: { ...claimRequest, fingerprint } };
}

const askedByActor = new WeakMap<Request, Map<number, AskedFor>>();

/** What the actor of a number asks for with a request. */
export function askedOf(request: Request, index: number): AskedFor {
  const all = askedByActor.get(request) ?? new Map<number, AskedFor>();
  askedByActor.set(request, all);
  const known = all.get(index) ?? askedBy(request, index);
  all.set(index, known);
  return known;
}
