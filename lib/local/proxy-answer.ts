import * as z from 'zod';
import type { Answer } from './gateway-response.ts';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What a function may return to API Gateway; anything else is a malformed answer. */
const ProxyAnswer = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Headers that a function cannot set: API Gateway sends its own, or none, and gives the function's another name
 * (developer guide, "Amazon API Gateway important notes"; not compared with the real service).
 */
const remapped: readonly string[] = [
  'connection',
  'content-length',
  'date',
  'server',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
];

/** Turns a function's answer into HTTP; undefined when API Gateway would call it malformed. */
export function answerFrom(value: unknown): Answer | undefined {
  const parsed = ProxyAnswer.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: renamed({ ...headers, ...multiValueHeaders }),
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function renamed(
  headers: Readonly<Record<string, string | string[]>>,
): Record<string, string | string[]> {
  const entries = Object.entries(headers).map(([name, value]) => [
    remapped.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
    value,
  ]);
  const named = Object.fromEntries(entries) as Record<string, string | string[]>;
  const hasType = Object.keys(named).some((name) => name.toLowerCase() === 'content-type');
  return hasType ? named : { 'Content-Type': 'application/json', ...named };
}
