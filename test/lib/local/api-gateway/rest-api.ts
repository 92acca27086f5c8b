import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createRestApi, type RestApiParts } from '../../../../lib/local/api-gateway/rest-api.ts';
import type { Invocation } from '../../../../lib/local/lambda/invocation.ts';
import { listen } from '../../../../lib/host/listen.ts';
import type { ProxyEvent } from '../../../../lib/local/api-gateway/proxy-event.ts';

/**
 * Where a case comes from. AWS's own documents go first; where they are silent, answers and events of the real service
 * that others published; where there are none, the case says so, and what is imitated is a choice.
 */
export const from = {
  notes: 'API Gateway guide, "Amazon API Gateway important notes"',
  proxy: 'API Gateway guide, "Lambda proxy integrations in API Gateway"',
  conversions: 'API Gateway guide, "Content type conversions in API Gateway"',
  responses: 'API Gateway guide, "Gateway response types for API Gateway"',
  templates: 'API Gateway guide, "x-amazon-apigateway-gateway-responses.responseTemplates object"',
  quotas: 'API Gateway guide, "Quotas for configuring and running a REST API in API Gateway"',
  arn: 'API Gateway guide, "Amazon API Gateway quotas and important notes"',
  throttling: 'API Gateway guide, "Throttle requests to your REST APIs for better throughput"',
  usage:
    'API Gateway guide, "Choose an API key source in API Gateway"; silent on its order with the others',
  authorizer: 'API Gateway guide, "Use API Gateway Lambda authorizers"',
  authorizerOutput: 'API Gateway guide, "Output from an API Gateway Lambda authorizer"',
  authorizerInput: 'API Gateway guide, "Input to an API Gateway Lambda authorizer"',
  throttledLambda:
    'AWS re:Post, "API Gateway proxy integration does not forward Lambda throttling"',
  failures: 'Lambda guide, "Handling Lambda errors with an API Gateway API"',
  lambda: 'Lambda guide, "Lambda quotas"',
  event: 'silent; an event of a REST API in hotsock/voker, apigwv1-request.json',
  seen: (issue: string) => `silent; seen in ${issue}`,
  choice: 'silent',
} as const;

export const api: RestApiParts['api'] = {
  apiId: 'api',
  stage: 'test',
  routes: [
    { method: 'GET', path: '/payments/{id}', operation: 'show', isAuthorized: false },
    { method: 'POST', path: '/payments/{id}/refund', operation: 'refund', isAuthorized: false },
    { method: 'GET', path: '/payments/newest', operation: 'newest', isAuthorized: false },
    { method: 'POST', path: '/open', operation: 'open', isAuthorized: false },
    { method: 'POST', path: '/payments', operation: 'create', isAuthorized: true },
    { method: 'GET', path: '/secret/{id}', operation: 'secret', isAuthorized: true },
  ],
  authorizer: { operation: 'authorize', ttlMs: 60_000, identityHeaders: ['authorization'] },
  gatewayResponses: [],
};

export const answered = (value: unknown): Invocation => ({ kind: 'answered', value });

export const policy = (Effect: 'Allow' | 'Deny'): object => ({
  principalId: 'shop',
  policyDocument: { Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }] },
  context: { callerId: 'shop', mustSendKey: false },
});

/** A request as it goes over the wire; header names and values in turn, so that any may come twice. */
export type Sent = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
};

export type Received = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly text: string;
};

export type ServedApi = {
  /** What the functions were asked, in order. */
  readonly asked: readonly { readonly operation: string; readonly event: ProxyEvent }[];
  /** What the functions will say, by operation; by default 200. */
  readonly answers: Record<string, Invocation | Promise<Invocation>>;
  readonly send: (sent: Sent) => Promise<Received>;
  readonly close: () => Promise<void>;
};

/** An API on a free port, with functions that only remember what they were asked. */
export async function serveApi(parts: Partial<RestApiParts> = {}): Promise<ServedApi> {
  const asked: ServedApi['asked'][number][] = [];
  const answers: ServedApi['answers'] = { authorize: answered(policy('Allow')) };
  const invoke: RestApiParts['invoke'] = async (operation, event) => {
    asked.push({ operation, event: event as ProxyEvent });
    return (await answers[operation]) ?? answered({ statusCode: 200, body: operation });
  };
  const served = await listen(0, createRestApi({ api, invoke, now: Date.now, ...parts }));
  return {
    asked,
    answers,
    close: served.close,
    send: async ({ method = 'GET', path = '/payments/1', headers = [], body }) => {
      const outgoing = request({
        port: served.port,
        method,
        path,
        headers: ['Host', `localhost:${served.port}`, ...headers],
      });
      outgoing.end(body);
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      const chunks = await (response as AsyncIterable<Buffer> & IncomingMessage).toArray();
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        rawHeaders: response.rawHeaders,
        text: Buffer.concat(chunks as Buffer[]).toString(),
      };
    },
  };
}
