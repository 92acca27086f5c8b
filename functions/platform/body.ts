import { readForm, writeForm } from './form.ts';
import { checkJson, sorted, type Json } from './json.ts';
import { checkJsonText } from './json-text.ts';
import { GatewayError } from './gateway-error.ts';

export type JsonObject = Record<string, Json>;
export type Encoding = 'none' | 'json' | 'form';
export type Body = { readonly encoding: Encoding; readonly value: JsonObject };

const unreadable = (message: string, cause?: unknown): GatewayError =>
  new GatewayError('invalid_parameter', { message, cause });

/**
 * Providers' own examples send a form without any content type, so a body that declares nothing is judged by its first
 * character. Captures and cancels come without body and content type.
 */
function encodingOf(contentType: string | undefined, text: string): Encoding {
  const declared = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (declared === 'application/json' || declared.endsWith('+json')) return 'json';
  if (declared === 'application/x-www-form-urlencoded') return 'form';
  if (declared !== '') {
    throw unreadable('The body must be application/json or application/x-www-form-urlencoded.');
  }
  return text.trimStart().startsWith('{') ? 'json' : 'form';
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw unreadable('The body is not valid JSON.', cause);
  }
}

/** A body as API Gateway hands it over. */
export type Source = {
  readonly raw: string | null;
  readonly isBase64: boolean;
  readonly contentType: string | undefined;
  /** The most bytes that are read. */
  readonly bytesMax: number;
};

function decode({ raw, isBase64, bytesMax }: Source): string {
  const bytes = Buffer.from(raw ?? '', isBase64 ? 'base64' : 'utf8');
  if (bytes.length > bytesMax) throw unreadable(`The body is larger than ${bytesMax / 1024} kB.`);
  if (!isBase64) return raw ?? '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable('The body is not valid UTF-8.', cause);
  }
}

/**
 * Reads what a caller sent, in either of the provider's encodings, into one value.
 *
 * @throws GatewayError invalid_parameter where it cannot be read, or not in one way only.
 */
export function readBody(source: Source): Body {
  const text = decode(source);
  if (text.trim() === '') return { encoding: 'none', value: {} };
  const encoding = encodingOf(source.contentType, text);
  const value = encoding === 'json' ? readJson(text) : readForm(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable('The body must be an object.');
  }
  checkJson(value);
  if (encoding === 'json') checkJsonText(text);
  return { encoding, value };
}

export type WrittenBody = { readonly text: string; readonly contentType: string };

/**
 * The bytes that go to the provider: the caller's encoding, members in one order, so that a retry that is written
 * anew by the caller gives the same bytes. Changing this changes what `sent` hashes: raise the record's version then.
 */
export function writeBody({ encoding, value }: Body): WrittenBody | undefined {
  const isEmpty = Object.keys(value).length === 0;
  if (encoding === 'none' && isEmpty) return undefined;
  const ordered = sorted(value);
  return encoding === 'form'
    ? { text: writeForm(ordered), contentType: 'application/x-www-form-urlencoded' }
    : { text: JSON.stringify(ordered), contentType: 'application/json' };
}
