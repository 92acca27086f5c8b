import { GatewayError } from '../gateway-error.ts';

/** Whether a content type is that of a form in parts, as PHP sends an array of fields. */
export const isMultipart = (contentType: string | undefined): contentType is string =>
  /^\s*multipart\/form-data\s*(;|$)/i.test(contentType ?? '');

async function fieldsOf(bytes: Uint8Array, contentType: string): Promise<FormData> {
  try {
    // Node's own parser. It belongs to an answer of `fetch`, but nothing is fetched; what it is deprecated for, bodies
    // of any size, cannot happen here.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch (cause) {
    const message = 'The body is not valid multipart/form-data.';
    throw new GatewayError('invalid_parameter', { message, cause });
  }
}

/**
 * A form in parts as the form that it means, `a=b&c=d`, to be read like any other.
 *
 * @throws GatewayError invalid_parameter where it cannot be read, or holds a file
 */
export async function formOfParts(bytes: Uint8Array, contentType: string): Promise<string> {
  const pairs: [string, string][] = [];
  for (const [name, value] of await fieldsOf(bytes, contentType)) {
    if (typeof value !== 'string') {
      const message = 'A file is not accepted. Send fields only.';
      throw new GatewayError('invalid_parameter', { param: name, message });
    }
    pairs.push([name, value]);
  }
  return new URLSearchParams(pairs).toString();
}
