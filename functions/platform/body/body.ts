import { readForm, writeForm } from './form.ts';
import { checkJson, sorted, type Json } from './json.ts';
import { checkJsonText } from './json-text.ts';
import { GatewayError } from '../gateway-error.ts';

export type JsonObject = Record<string, Json>;
export type Encoding = 'none' | 'json' | 'form';
export type Body = { readonly encoding: Encoding; readonly value: JsonObject };

const unreadable = (message: string, cause?: unknown): GatewayError =>
  new GatewayError('invalid_parameter', { message, cause });

/** No form of a provider's begins like this. */
const isJsonLike = (text: string): boolean => /^\s*[{[]/.test(text);

/**
 * The encoding of a body. Providers' own examples send a form without a content type. So the first character decides
 * when there is no content type. Captures and cancels come without a body and without a content type.
 */
function encodingOf(contentType: string | undefined, text: string): Encoding {
  const declared = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (declared === 'application/json' || declared.endsWith('+json')) return 'json';
  if (declared === 'application/x-www-form-urlencoded') {
    // Read as a form, JSON would be one odd name: a refund of a part would lose its amount, and refund everything.
    if (isJsonLike(text)) {
      throw unreadable('The body is JSON, and its Content-Type a form’s. Send application/json.');
    }
    return 'form';
  }
  if (declared !== '') {
    throw unreadable(
      'The body must be application/json, application/x-www-form-urlencoded or multipart/form-data.',
    );
  }
  return isJsonLike(text) ? 'json' : 'form';
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw unreadable('The body is not valid JSON.', cause);
  }
}

/** PHP writes an empty set of names as an empty list. */
const withoutEmptyList = (value: Json): Json =>
  Array.isArray(value) && value.length === 0 ? {} : value;

/** A body as API Gateway hands it over. */
export type Source = {
  readonly raw: string | null;
  readonly isBase64: boolean;
  readonly contentType: string | undefined;
  /** The largest body that is accepted, in bytes. */
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
 * Reads a caller's body, JSON or form, into one value.
 *
 * @throws GatewayError invalid_parameter where it cannot be read, or can be read in more than one way
 */
export function readBody(source: Source): Body {
  const text = decode(source);
  if (text.trim() === '') return { encoding: 'none', value: {} };
  const encoding = encodingOf(source.contentType, text);
  const value = withoutEmptyList(encoding === 'json' ? readJson(text) : readForm(text));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable('The body must be an object.');
  }
  checkJson(value);
  if (encoding === 'json') checkJsonText(text);
  return { encoding, value };
}

export type WrittenBody = { readonly text: string; readonly contentType: string };

/**
 * The body that goes to the provider, in the caller's encoding; undefined where there is none. Its members are sorted,
 * so that a retry gives the same bytes, even if the caller writes its members in another order. Whoever changes this
 * must raise the record's version, because the record's `sent` is a hash of these bytes.
 */
export function writeBody({ encoding, value }: Body): WrittenBody | undefined {
  const isEmpty = Object.keys(value).length === 0;
  if (encoding === 'none' && isEmpty) return undefined;
  const ordered = sorted(value);
  return encoding === 'form'
    ? { text: writeForm(ordered), contentType: 'application/x-www-form-urlencoded' }
    : { text: JSON.stringify(ordered), contentType: 'application/json' };
}
