import { createHmac } from 'node:crypto';
import type { OperationId } from '../../functions/operations.ts';
import { formPairs, jsonText, partsText, type Tree } from './encode.ts';

export type Pair = readonly [name: string, value: string];

/** A request before it is bytes: what a sample says, and then the mutations. */
export type Draft = {
  readonly operation: OperationId;
  readonly method: string;
  /** As it goes out, without the query. */
  readonly path: string;
  /** As it goes out, without its question mark. */
  readonly query: string;
  readonly headers: readonly Pair[];
  /** Every Authorization header. */
  readonly authorization: readonly string[];
  readonly body: Tree | undefined;
  readonly encoding: 'json' | 'form' | 'parts';
  /** In place of the body. */
  readonly text: string | Buffer | undefined;
  /** Every Content-Type header; undefined: the one of the encoding. */
  readonly contentTypes: readonly string[] | undefined;
  readonly framing: 'length' | 'chunked' | 'both';
  /** What signs the bytes of the body, in KOMOJU's header. */
  readonly signedWith: string | undefined;
  /** Whether the server may take the bytes for more than one request, so that the connection is not used again. */
  readonly splits: boolean;
  /** The names of the mutations. */
  readonly changes: readonly string[];
};

const boundary = 'fuzz-boundary';

const types = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  parts: `multipart/form-data; boundary=${boundary}`,
};

function textOf({ text, body, encoding }: Draft): string | Buffer {
  if (text !== undefined) return text;
  if (body === undefined) return '';
  if (encoding === 'json') return jsonText(body);
  const pairs = formPairs(body);
  return encoding === 'parts'
    ? partsText(pairs, boundary)
    : new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
}

function framed(bytes: Buffer, framing: Draft['framing']): { headers: Pair[]; bytes: Buffer } {
  const length: Pair = ['Content-Length', String(bytes.length)];
  if (framing === 'length') return { headers: bytes.length === 0 ? [] : [length], bytes };
  const headers: Pair[] = [['Transfer-Encoding', 'chunked']];
  const size = `${bytes.length.toString(16)}\r\n`;
  const chunk = bytes.length === 0 ? [] : [Buffer.from(size), bytes, Buffer.from('\r\n')];
  const whole = Buffer.concat([...chunk, Buffer.from('0\r\n\r\n')]);
  return { headers: framing === 'both' ? [...headers, length] : headers, bytes: whole };
}

function signature({ signedWith }: Draft, bytes: Buffer): Pair[] {
  if (signedWith === undefined) return [];
  return [['X-Komoju-Signature', createHmac('sha256', signedWith).update(bytes).digest('hex')]];
}

/** The bytes of a request. */
export function bytesOf(draft: Draft, host: string): Buffer {
  const text = textOf(draft);
  const body = Buffer.from(text);
  const { headers, bytes } = framed(body, draft.framing);
  const implied = body.length === 0 ? [] : [types[draft.encoding]];
  const all: readonly Pair[] = [
    ['Host', host],
    ...draft.authorization.map((value): Pair => ['Authorization', value]),
    ...(draft.contentTypes ?? implied).map((value): Pair => ['Content-Type', value]),
    ...draft.headers,
    ...signature(draft, body),
    ...headers,
  ];
  const target = draft.query === '' ? draft.path : `${draft.path}?${draft.query}`;
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${draft.method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`),
    bytes,
  ]);
}
