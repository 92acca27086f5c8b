import * as z from 'zod';
import type { Answer } from './gateway-responses.ts';

const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/);

/** Numbers and booleans become text. What HTTP cannot carry is malformed. AWS documents neither. */
const headerValue = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .pipe(z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/));

/** What a function may return to API Gateway; anything else is a malformed answer. */
const ProxyAnswer = z.strictObject({
  statusCode: z
    .union([z.number(), z.string().min(1)])
    .transform(Number)
    .pipe(z.int().min(100).max(599)),
  headers: z.record(headerName, headerValue).nullish(),
  multiValueHeaders: z.record(headerName, z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Headers that a function cannot set (developer guide, "Amazon API Gateway important notes"): API Gateway sends its
 * own, or none, and gives the function's another name. The guide has `Content-Length` passed through, but its earlier
 * list and answers that were seen have it renamed.
 */
const remapped: readonly string[] = [
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
];

/** Headers of a function that never leave API Gateway, by the same table. */
const dropped: readonly string[] = [
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
];

/**
 * Turns a function's answer into HTTP; undefined when API Gateway would call it malformed.
 *
 * The body goes out as the text that it is, even where the function says that it is base64: API Gateway decodes it only
 * for an API with binary media types, and this one has none ("Content type conversions in API Gateway").
 */
export function answerFrom(value: unknown): Answer | undefined {
  const parsed = ProxyAnswer.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body } = parsed.data;
  return {
    status: statusCode,
    headers: renamed(merged(headers ?? {}, multiValueHeaders ?? {})),
    body: body ?? '',
  };
}

type Lists = Readonly<Record<string, string[]>>;

/** Both kinds of headers in one list. A value that is in both under the same name is sent once. Case is ignored. */
function merged(single: Readonly<Record<string, string>>, multiple: Lists): Lists {
  const lists = new Map<string, { readonly name: string; readonly values: string[] }>();
  const listOf = (name: string): string[] => {
    const list = lists.get(name.toLowerCase()) ?? { name, values: [] };
    lists.set(name.toLowerCase(), list);
    return list.values;
  };
  for (const [name, values] of Object.entries(multiple)) listOf(name).push(...values);
  for (const [name, value] of Object.entries(single)) {
    const values = listOf(name);
    if (!values.includes(value)) values.push(value);
  }
  return Object.fromEntries([...lists.values()].map(({ name, values }) => [name, values]));
}

function renamed(headers: Lists): Record<string, string | string[]> {
  const entries = Object.entries(headers)
    .filter(([name]) => !dropped.includes(name.toLowerCase()))
    .map(([name, values]): [string, string | string[]] => [
      remapped.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]);
  const hasType = entries.some(([name]) => name.toLowerCase() === 'content-type');
  return Object.fromEntries(hasType ? entries : [['Content-Type', 'application/json'], ...entries]);
}
