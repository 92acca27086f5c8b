import type { APIGatewayProxyEvent } from 'aws-lambda';
import { pathAtProvider, routeOf, rowOf, type ProviderOperationId } from '../../operations.ts';
import { readBody, type Body, type JsonObject } from '../../platform/body/body.ts';
import { hasCardNumber } from '../../platform/card-number.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { headersOf, type Headers } from '../../platform/headers.ts';
import type { AnyContract } from '../../providers/contract.ts';
import type { Provider } from '../../providers/provider.ts';
import { readCaller, type Caller } from '../caller.ts';
import { refuseCardData } from './raw-card.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { bodyBytesMax, headerPattern, idPattern } from './request-limits.ts';

/** What is served: an operation of a provider, and whether its bodies may hold raw card data. */
export type Operation = {
  readonly id: ProviderOperationId;
  readonly provider: Provider;
  readonly cardData: 'tokens-only' | 'accept';
};

/** A request that was read and may be passed on. Nothing after this looks at the event. */
export type Request = {
  readonly method: string;
  /** The path at the provider, with its ids. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly body: Body;
  /** Headers for the provider, by lower-case name: those that change the meaning, and all that go on. */
  readonly meaningful: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

const invalid = (param: string, message: string): GatewayError =>
  new GatewayError('invalid_parameter', { param, message });

function readPath(
  event: APIGatewayProxyEvent,
  cardData: Operation['cardData'],
): Record<string, string> {
  const parameters = Object.entries(event.pathParameters ?? {});
  return Object.fromEntries(
    parameters.map(([name, value = '']) => {
      // An id goes on record, where no card number may be, whether one is accepted elsewhere or not.
      if (!idPattern.test(value) || (cardData === 'accept' && hasCardNumber(value))) {
        throw invalid(name, `${name} is not an id of the provider.`);
      }
      return [name, value];
    }),
  );
}

/** `/api/v1/payments/{paymentId}` → `/api/v1/payments/807n…` */
const filledPath = (path: string, parameters: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');

const readQuery = (event: APIGatewayProxyEvent): [string, string][] =>
  Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );

/** A read's query goes on; that of an operation would escape the checks of its body, so there must be none. */
function checkQuery([first]: readonly [string, string][], id: ProviderOperationId): void {
  if (first !== undefined && rowOf(id).effect === 'mutation') {
    throw invalid(first[0], 'Send parameters in the body, not in the query.');
  }
}

/** Headers that change what a request means: one that can be read in two ways is refused. */
function pickMeaningful(headers: Headers, names: readonly string[]): Record<string, string> {
  const present = names.flatMap((name) => {
    const [value, ...others] = new Set(headers.all(name));
    if (value === undefined) return [];
    if (others.length > 0 || !headerPattern.test(value)) {
      throw invalid(name, `The header ${name} is malformed, or given twice.`);
    }
    return [[name, value]];
  });
  return Object.fromEntries(present) as Record<string, string>;
}

/** Headers that only say where a request comes from: one that is malformed is left out. */
function pickOther(headers: Headers, names: readonly string[]): Record<string, string> {
  const present = names.map((name) => [name, headers.first(name) ?? ''] as const);
  return Object.fromEntries(present.filter(([, value]) => headerPattern.test(value)));
}

/** How the body is to be read: in one way only. */
function contentTypeOf(headers: Headers): string | undefined {
  const [contentType, ...others] = new Set(headers.all('content-type'));
  if (others.length > 0) {
    throw invalid('content-type', 'The header content-type is given twice, and differs.');
  }
  return contentType;
}

/**
 * The body's members by the contract, in the one form in which each is hashed and sent; the first thing that is wrong is
 * told, with its path.
 */
function checkBody(body: Body, contract: AnyContract): Body {
  const result = contract.body?.safeParse(body.value);
  if (result?.success === true) return { ...body, value: result.data as JsonObject };
  const issue = result?.error.issues[0];
  if (issue === undefined) return body;
  const isMissing = issue.path.length === 1 && body.value[String(issue.path[0])] === undefined;
  const param = issue.path.map(String).join('.');
  throw isMissing
    ? new GatewayError('missing_parameter', { param, message: `${param} is missing.` })
    : invalid(param, `${param} ${issue.message}.`);
}

/**
 * Who asks, and by which key it names its intent. A caller that need not send one gets API Gateway's name of the
 * request, which is told in the answer, so that the request can be repeated with it.
 *
 * @throws GatewayError not_allowed, idempotency_key_invalid, idempotency_key_required
 */
export function readIntent(
  event: APIGatewayProxyEvent,
  { id, provider }: Pick<Operation, 'id' | 'provider'>,
): { readonly caller: Caller; readonly key: string } {
  const { authorizer, extendedRequestId } = event.requestContext;
  const caller = readCaller(authorizer, id);
  const sent = readIdempotencyKey(headersOf(event.multiValueHeaders), provider, caller);
  if (sent === undefined && caller.mustSendKey) throw new GatewayError('idempotency_key_required');
  const key = sent ?? extendedRequestId;
  // Two requests under no name would share one record.
  if (key === undefined) throw new Error('The event has no extendedRequestId.');
  return { caller, key };
}

/**
 * Reads an API Gateway event into what the operation's row and contract allow. Nothing has been claimed yet: an error
 * here burns no key.
 *
 * @throws GatewayError card_data_not_accepted, missing_parameter, invalid_parameter
 */
export function readRequest(
  event: APIGatewayProxyEvent,
  { id, provider, contract, cardData }: Operation & { readonly contract: AnyContract },
): Request {
  const headers = headersOf(event.multiValueHeaders);
  const pathParameters = readPath(event, cardData);
  const query = readQuery(event);
  const sent =
    rowOf(id).effect === 'mutation'
      ? readBody({
          raw: event.body,
          isBase64: event.isBase64Encoded,
          contentType: contentTypeOf(headers),
          bytesMax: bodyBytesMax,
        })
      : ({ encoding: 'none', value: {} } as const);
  if (cardData === 'tokens-only') {
    refuseCardData({ pathParameters, query, body: sent.value }, provider.cardData);
  }
  checkQuery(query, id);
  const body = checkBody(sent, contract);
  const meaningful = pickMeaningful(headers, provider.meaningfulHeaders);
  return {
    method: routeOf(id)?.method ?? '',
    path: filledPath(pathAtProvider(id), pathParameters),
    pathParameters,
    query,
    body,
    meaningful,
    headers: { ...meaningful, ...pickOther(headers, provider.otherHeaders) },
  };
}
