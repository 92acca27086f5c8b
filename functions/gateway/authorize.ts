import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { canaryCaller, readCanaryKey } from '../canary/caller.ts';
import { operationIds, routeOf } from '../operations.ts';
import { secretsManager } from '../platform/aws.ts';
import { callerContext, mayCall } from '../http/caller.ts';
import { now, secondMs } from '../platform/clock.ts';
import { readCallersSecret, type KnownCallers } from '../http/callers-secret.ts';
import { headersOf } from '../platform/headers.ts';
import { writeLine } from '../platform/log.ts';
import { directivesFor } from '../platform/metric-directives.ts';
import { fetchSecret, keepSecret, type Secret } from '../platform/secrets.ts';
import { readSettings, type Settings } from '../platform/settings.ts';

/**
 * The key in an Authorization header: the user name of Basic, as providers' clients send it (`key:`, and some only
 * `key`, or even without the word Basic), or a Bearer token. Undefined where there is none, or where two headers differ.
 */
export function keyIn(authorization: readonly string[]): string | undefined {
  const [value, ...others] = new Set(authorization);
  const [, scheme = '', credentials = ''] = /^(?:(\w+)\s+)?(\S+)\s*$/.exec(value ?? '') ?? [];
  return others.length > 0 || credentials === '' ? undefined : presented(scheme, credentials);
}

function presented(scheme: string, credentials: string): string | undefined {
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return credentials;
    case 'basic':
      return userOf(credentials);
    case '': {
      const key = userOf(credentials);
      return key.startsWith('gk_') ? key : undefined;
    }
    default:
      return undefined;
  }
}

const userOf = (credentials: string): string =>
  Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? '';

/** A key says which mode it is for; the local ones are for tests. */
const modeOf = (key: string): string => (key.startsWith('gk_live_') ? 'live' : 'test');

/** Whether a key has one of the hashes. All are compared, in constant time, so that time tells nothing. */
const has = (hashes: readonly string[], presented: Buffer): boolean =>
  hashes
    .map((hash) => timingSafeEqual(Buffer.from(hash, 'hex'), presented))
    .some((isSame) => isSame);

type KnownCaller = KnownCallers[number];

/** The caller that a key belongs to. */
function callerWith(key: string, callers: KnownCallers): KnownCaller | undefined {
  const presented = createHash('sha256').update(key).digest();
  return callers.find(({ keys }) => has(keys, presented));
}

/**
 * Exactly the routes that the scopes allow: API Gateway keeps the policy for the whole API, so one for this request's
 * route alone would be wrong for the next.
 */
function policyFor(
  scopes: readonly string[],
  methodArn: string,
): APIGatewayAuthorizerResult['policyDocument'] {
  const [api = '', stage = ''] = methodArn.split('/');
  const allowed = operationIds.flatMap((id) => {
    const route = mayCall(scopes, id) ? routeOf(id) : undefined;
    if (route === undefined) return [];
    return [`${api}/${stage}/${route.method}${route.path.replaceAll(/\{\w+\}/g, '*')}`];
  });
  const isNone = allowed.length === 0;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: isNone ? 'Deny' : 'Allow',
        Resource: isNone ? `${api}/${stage}/*` : allowed,
      },
    ],
  };
}

/** With the 30 s for which API Gateway keeps a policy, a revoked key lives on for a minute at most. */
const freshMs = 30 * secondMs;

/** The callers; undefined where they can't be had. What is wrong with the secret does not go into a log. */
async function known(secret: Secret<KnownCallers>): Promise<KnownCallers | undefined> {
  try {
    return await secret.current();
  } catch {
    return undefined;
  }
}

/**
 * The canary, as the only caller of a list that is empty where its secret cannot be had. That is kept as well: keys that
 * nobody has must not ask for the secret each time.
 */
function keepCanary(
  client: SecretsManagerClient,
  settings: Settings<'MODE' | 'CANARY_SECRET' | 'CANARY_SCOPES'>,
): Secret<KnownCallers> {
  const { MODE: mode, CANARY_SECRET: id, CANARY_SCOPES: scopes } = settings;
  const read = (text: string): KnownCallers => [canaryCaller(readCanaryKey(text, mode), scopes)];
  const secret = keepSecret(fetchSecret(client, id), read, { now, freshMs: 0 });
  const fetch = async (): Promise<KnownCallers> => (await known(secret)) ?? [];
  return keepSecret(fetch, (callers) => callers, { now, freshMs });
}

type Authorizer = (event: APIGatewayRequestAuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

/**
 * Tells who calls, and what that caller may call. To refuse, API Gateway wants an error with exactly the message
 * "Unauthorized"; any other means that the authorizer itself failed, and the caller is told to come again.
 */
export function start(): Authorizer {
  const settings = readSettings([
    ...(['MODE', 'METRICS_NAMESPACE', 'CALLERS_SECRET', 'USAGE_KEY'] as const),
    ...(['CANARY_SECRET', 'CANARY_SCOPES'] as const),
  ]);
  const client = secretsManager();
  const fetch = fetchSecret(client, settings.CALLERS_SECRET);
  const secret = keepSecret(fetch, readCallersSecret, { now, freshMs });
  const canary = keepCanary(client, settings);
  // The canary comes last: whatever is wrong with its secret is nothing to a caller.
  const find = async (key: string, callers: KnownCallers): Promise<KnownCaller | undefined> =>
    callerWith(key, callers) ?? callerWith(key, await canary.current());

  return async (event) => {
    const key = keyIn(headersOf(event.multiValueHeaders ?? {}).all('authorization'));
    const isOurs = key !== undefined && modeOf(key) === settings.MODE;
    const at = now();
    const line = {
      time: new Date(at).toISOString(),
      requestId: event.requestContext.requestId,
      operation: 'gateway.authorize',
    };
    const callers = isOurs ? await known(secret) : [];
    if (callers === undefined) {
      const failed = { ...line, outcome: 'not_attempted', secretMissing: 1 };
      const directives = directivesFor(settings.METRICS_NAMESPACE, at, failed);
      writeLine({ ...failed, why: 'secret_unavailable', ...directives });
      throw new Error('The callers cannot be had.');
    }
    const caller = isOurs ? await find(key, callers) : undefined;
    if (caller === undefined) {
      writeLine({ ...line, outcome: 'unauthorized' });
      throw new Error('Unauthorized');
    }
    writeLine({ ...line, outcome: 'done', caller: caller.id });
    return {
      principalId: caller.id,
      policyDocument: policyFor(caller.scopes, event.methodArn),
      context: callerContext(caller),
      // The same for all: one throttle for everybody who is known, and nobody else takes from it.
      usageIdentifierKey: settings.USAGE_KEY,
    };
  };
}
