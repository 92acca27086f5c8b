import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readBody } from '../../functions/platform/body/body.ts';
import { gatewayErrors, type GatewayErrorCode } from '../../functions/platform/gateway-error.ts';

/*
 * The document of the API as a judge: whether an answer, and a request that was accepted, is what it says. Only routes
 * of the document are judged.
 */

type Content = Readonly<Record<string, { readonly schema?: object }>>;
type Header = { readonly required?: boolean; readonly schema: object };
type Answer = {
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly 'x-gateway-errors'?: readonly string[];
  readonly $ref?: string;
};
type Operation = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Answer>> };
};

/** A request, and what it was answered. */
export type Judged = {
  readonly method: string;
  readonly path: string;
  readonly type?: string | undefined;
  readonly sent?: string | undefined;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
};

const asText = (path: string): string => path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

/** The code of an error, in whatever shape. */
function codeIn(body: string): string {
  const [, code = ''] = /^\{.*?"code":"(\w+)"/s.exec(body) ?? [];
  return code;
}

/** Reads documents, so that a test can have one of its own. */
export function judgeBy(document: Document): (exchange: Judged) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addSchema(document, 'document');
  const validators = new Map<object, ValidateFunction>();

  // A reference in a schema of the document leads into the document.
  const inDocument = (schema: object): object =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;
  const faultsOf = (schema: object, value: unknown): string | undefined => {
    const validate = validators.get(schema) ?? ajv.compile(inDocument(schema));
    validators.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'it' });
  };

  const routes = Object.entries(document.paths).map(([path, methods]) => ({
    pattern: new RegExp(`^${asText(path).replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods,
  }));
  const operationFor = ({ method, path }: Judged): Operation | undefined => {
    const [bare = ''] = path.split('?', 1);
    return routes.find(({ pattern }) => pattern.test(bare))?.methods[method.toLowerCase()];
  };

  const resolved = (answer: Answer): Answer => {
    const name = answer.$ref?.split('/').at(-1);
    return name === undefined ? answer : (document.components.responses[name] ?? answer);
  };
  const answerFor = ({ responses }: Operation, status: number): Answer | undefined => {
    const answer = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
    return answer && resolved(answer);
  };

  const faultOfBody = ({ content = {} }: Answer, { headers, body }: Judged): string | undefined => {
    const [type = ''] = (headers.get('content-type') ?? '').split(';', 1);
    const media = content[type] ?? content['*/*'];
    if (media === undefined) return `its type is ${type}`;
    if (media.schema === undefined) return undefined;
    return faultsOf(media.schema, type === 'application/json' ? JSON.parse(body) : body);
  };

  const faultOfHeaders = ({ headers = {} }: Answer, judged: Judged): string | undefined => {
    const faults = Object.entries(headers).flatMap(([name, { required = false, schema }]) => {
      const value = judged.headers.get(name);
      if (value === null) return required ? [`${name} is missing`] : [];
      const read = 'type' in schema && schema.type === 'integer' ? Number(value) : value;
      const fault = faultsOf(schema, read);
      return fault === undefined ? [] : [`${name}: ${fault}`];
    });
    return faults.length === 0 ? undefined : faults.join(', ');
  };

  // Providers have some of the same codes, but not with the same advice.
  const faultOfCode = (answer: Answer, { headers, body }: Judged): string | undefined => {
    const code = codeIn(body);
    if (!(code in gatewayErrors)) return undefined;
    const { retry } = gatewayErrors[code as GatewayErrorCode];
    if (headers.get('x-retry-advice') !== retry) return undefined;
    const isListed = answer['x-gateway-errors']?.includes(code) === true;
    return isListed ? undefined : `the code ${code} is not listed for this status`;
  };

  const faultOfRequest = ({ requestBody }: Operation, judged: Judged): string | undefined => {
    const { sent = '', type, status } = judged;
    const schema = requestBody?.content['application/json']?.schema;
    if (schema === undefined || status >= 300 || sent.trim() === '') return undefined;
    if (type?.startsWith('multipart/') === true) return undefined;
    const source = { raw: sent, isBase64: false, contentType: type, bytesMax: Infinity };
    return faultsOf(schema, readBody(source).value);
  };

  return (judged) => {
    const operation = operationFor(judged);
    if (operation === undefined) return;
    const answer = answerFor(operation, judged.status);
    const faults = [
      answer === undefined ? 'the document has no such status' : undefined,
      answer && faultOfBody(answer, judged),
      answer && faultOfHeaders(answer, judged),
      answer && faultOfCode(answer, judged),
      faultOfRequest(operation, judged),
    ].filter((fault) => fault !== undefined);
    if (faults.length === 0) return;
    const { status, body } = judged;
    throw new Error(
      `${operation.operationId} is not as lib/openapi/openapi.json says: ${faults.join('; ')}. ` +
        `It was answered ${status} ${body.slice(0, 1000)}`,
    );
  };
}

let judge: ((exchange: Judged) => void) | undefined;

/** @throws Error where a request or its answer is not as the document of the API says */
export function expectDocumented(exchange: Judged): void {
  judge ??= judgeBy(JSON.parse(readFileSync('lib/openapi/openapi.json', 'utf8')) as Document);
  judge(exchange);
}
