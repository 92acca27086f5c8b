import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headersOf } from '../../platform/headers.ts';
import { formOfParts, isMultipart } from '../../platform/body/multipart.ts';
import { bodyBytesMax } from './request-limits.ts';

const plainType = 'application/x-www-form-urlencoded';

/**
 * The same event with a form in parts written as a plain form. One that is too large is left as it is, and refused like
 * any other.
 *
 * @throws GatewayError invalid_parameter where the parts cannot be read, or one is a file
 */
export async function withPlainForm(event: APIGatewayProxyEvent): Promise<APIGatewayProxyEvent> {
  const [contentType] = headersOf(event.multiValueHeaders).all('content-type');
  if (!isMultipart(contentType) || event.body === null) return event;
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bodyBytesMax) return event;
  const others = Object.entries(event.multiValueHeaders).filter(
    ([name]) => name.toLowerCase() !== 'content-type',
  );
  return {
    ...event,
    body: await formOfParts(bytes, contentType),
    isBase64Encoded: false,
    multiValueHeaders: { ...Object.fromEntries(others), 'content-type': [plainType] },
  };
}
