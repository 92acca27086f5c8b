import * as z from 'zod';
import type { LocalFunction } from './functions.ts';
import type { ResolvedResource, ResourcesOfType } from './resources.ts';
import { usagePlanFrom, type Throttling, type UsagePlan } from './usage-plan.ts';

/** A route of the rest api: `POST`, `/provider/v1/payments/{paymentId}/capture`. */
export type LocalRoute = {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly isAuthorized: boolean;
  /** Whether the authorizer must name a key of the usage plan. */
  readonly needsUsageKey?: boolean | undefined;
  readonly throttling?: Throttling | undefined;
};

/** What API Gateway answers on its own, as the stack words it. */
export type LocalGatewayResponse = {
  readonly type: string;
  readonly status?: number | undefined;
  /** By header name: `'a literal in quotes'` or `context.requestId`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly template?: string | undefined;
};

/** The Lambda that decides who calls, and how long its answer is kept. */
export type LocalAuthorizer = {
  readonly operation: string;
  readonly ttlMs: number;
  readonly identityHeaders: readonly string[];
};

/** The rest api of the template. */
export type RestApi = {
  readonly apiId: string;
  readonly stage: string;
  readonly routes: readonly LocalRoute[];
  readonly gatewayResponses: readonly LocalGatewayResponse[];
  readonly authorizer?: LocalAuthorizer | undefined;
  readonly usagePlan?: UsagePlan | undefined;
  /** What is written of each request; absent where the stage writes nothing. */
  readonly accessLogFormat?: string | undefined;
};

const PathPart = z.object({ ParentId: z.string(), PathPart: z.string() });

const Method = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.string().default('NONE'),
  ApiKeyRequired: z.boolean().default(false),
  Integration: z.object({ Type: z.literal('AWS_PROXY'), Uri: z.string() }),
});

const Authorizer = z.object({
  Type: z.literal('REQUEST'),
  AuthorizerUri: z.string(),
  AuthorizerResultTtlInSeconds: z.number().default(300),
  IdentitySource: z.string(),
});

/** A key that the request itself carries is not known here. */
const Api = z.object({ ApiKeySourceType: z.literal('AUTHORIZER').optional() });

const Stage = z.object({
  AccessLogSetting: z.object({ Format: z.string() }).optional(),
  MethodSettings: z
    .array(
      z.object({
        HttpMethod: z.string(),
        ResourcePath: z.string(),
        ThrottlingRateLimit: z.number().optional(),
        ThrottlingBurstLimit: z.number().optional(),
      }),
    )
    .default([]),
});

const GatewayResponse = z.object({
  ResponseType: z.string(),
  StatusCode: z.string().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

/** Reads routes, gateway responses and the authorizer; a kind that cannot be served here fails to parse. */
export function readRestApi(ofType: ResourcesOfType, functions: readonly LocalFunction[]): RestApi {
  const operationAt = (uri: string) => {
    const found = functions.find(({ arn }) => uri.endsWith(`/functions/${arn}/invocations`));
    if (found === undefined) throw new Error(`No function of the table is behind ${uri}.`);
    return found.operation;
  };
  const [api] = ofType('AWS::ApiGateway::RestApi');
  const [stage] = ofType('AWS::ApiGateway::Stage');
  Api.parse(api?.properties ?? {});
  const [authorizer] = ofType('AWS::ApiGateway::Authorizer').map(({ properties }) =>
    authorizerFrom(Authorizer.parse(properties), operationAt),
  );
  const stageSettings = Stage.parse(stage?.properties ?? {});
  const throttlingOf = throttlingsOf(stageSettings);
  const pathOf = pathsOf(ofType('AWS::ApiGateway::Resource'));
  return {
    apiId: api?.name ?? 'none',
    stage: stage?.name ?? 'none',
    authorizer,
    usagePlan: usagePlanFrom(ofType),
    accessLogFormat: stageSettings.AccessLogSetting?.Format,
    routes: ofType('AWS::ApiGateway::Method').map(({ properties }) => {
      const method = Method.parse(properties);
      const path = pathOf(method.ResourceId);
      return {
        method: method.HttpMethod,
        path,
        throttling: throttlingOf(method.HttpMethod, path),
        operation: operationAt(method.Integration.Uri),
        isAuthorized: method.AuthorizationType === 'CUSTOM',
        needsUsageKey: method.ApiKeyRequired,
      };
    }),
    gatewayResponses: ofType('AWS::ApiGateway::GatewayResponse').map(({ properties }) =>
      gatewayResponseFrom(GatewayResponse.parse(properties)),
    ),
  };
}

/** Follows each resource to the root: the tree of path parts becomes whole paths. */
function pathsOf(resources: readonly ResolvedResource[]): (ref: string) => string {
  const parts = new Map(resources.map(({ ref, properties }) => [ref, PathPart.parse(properties)]));
  const pathOf = (ref: string): string => {
    const part = parts.get(ref);
    return part === undefined ? '' : `${pathOf(part.ParentId)}/${part.PathPart}`;
  };
  return (ref) => pathOf(ref) || '/';
}

/** Finds the setting of one method, else that of all: a resource is written as `/~1payments~1{id}`, all as `/*`. */
function throttlingsOf({
  MethodSettings,
}: z.infer<typeof Stage>): (method: string, path: string) => Throttling | undefined {
  const settings = new Map(
    MethodSettings.flatMap((setting) => {
      const { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst } = setting;
      if (ratePerSecond === undefined || burst === undefined) return [];
      return [[`${setting.HttpMethod} ${setting.ResourcePath}`, { ratePerSecond, burst }]];
    }),
  );
  return (method, path) =>
    settings.get(`${method} /${path.replaceAll('/', '~1')}`) ?? settings.get('* /*');
}

function authorizerFrom(
  authorizer: z.infer<typeof Authorizer>,
  operationAt: (uri: string) => string,
): LocalAuthorizer {
  const prefix = 'method.request.header.';
  const sources = authorizer.IdentitySource.split(',').map((source) => source.trim());
  if (!sources.every((source) => source.startsWith(prefix)))
    throw new Error('The local rest api knows only headers as the identity of a caller.');
  return {
    operation: operationAt(authorizer.AuthorizerUri),
    ttlMs: authorizer.AuthorizerResultTtlInSeconds * 1000,
    identityHeaders: sources.map((source) => source.slice(prefix.length).toLowerCase()),
  };
}

function gatewayResponseFrom(response: z.infer<typeof GatewayResponse>): LocalGatewayResponse {
  const prefix = 'gatewayresponse.header.';
  return {
    type: response.ResponseType,
    status: response.StatusCode === undefined ? undefined : Number(response.StatusCode),
    template: response.ResponseTemplates['application/json'],
    headers: Object.fromEntries(
      Object.entries(response.ResponseParameters)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    ),
  };
}
