import type { WebRequest } from './request.ts';

/** A field of a statement, as a template has it: one member says which. */
export type FieldToMatch = {
  readonly UriPath?: object;
  readonly Method?: object;
  readonly Body?: { readonly OversizeHandling: string };
  readonly SingleHeader?: { readonly Name: string };
};

export type Transformation = { readonly Priority: number; readonly Type: string };

/** What of a body WAF is shown: the web ACL's own setting. */
export const inspectedBytes = 64 * 1024;

/** What a statement looks at; undefined where the request has no such field. */
export function fieldOf(request: WebRequest, field: FieldToMatch): string | undefined {
  if (field.UriPath) return request.path;
  if (field.Method) return request.method;
  if (field.Body) return request.body.slice(0, inspectedBytes);
  if (field.SingleHeader) return request.headers[field.SingleHeader.Name];
  throw new Error(`Not known here: ${JSON.stringify(field)}.`);
}

/** Decodes what is encoded, and leaves alone what cannot be. */
export const decoded = (text: string): string =>
  text.replaceAll(/%([\da-f]{2})/gi, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

const transformations: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: decoded,
  NORMALIZE_PATH: (text) => new URL(text.replaceAll(/\/{2,}/g, '/'), 'http://host').pathname,
};

/** What a field is compared as. */
export const transformed = (text: string, all: readonly Transformation[]): string =>
  [...all]
    .sort((one, other) => one.Priority - other.Priority)
    .reduce((result, { Type }) => {
      const transformation = transformations[Type];
      if (!transformation) throw new Error(`Not known here: ${Type}.`);
      return transformation(result);
    }, text);
