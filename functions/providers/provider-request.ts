import type { WireRequest } from './provider.ts';
import type { Destination } from './call.ts';
import { writeBody, type Body } from '../platform/body.ts';
import type { Request } from '../http/request.ts';

/**
 * The request as it goes to the provider, but for its Authorization header: only the provider's host, only a path of
 * the table, only headers that the provider's file names.
 */
export function wireRequest(
  { origin }: Pick<Destination, 'origin'>,
  request: Pick<Request, 'method' | 'path' | 'query' | 'headers'>,
  body: Body,
): WireRequest {
  const query = new URLSearchParams(
    request.query.map(([name, value]): [string, string] => [name, value]),
  );
  const written = writeBody(body);
  return {
    method: request.method,
    url: `${origin}${request.path}${query.size === 0 ? '' : `?${query.toString()}`}`,
    headers: {
      accept: 'application/json',
      ...request.headers,
      ...(written === undefined ? {} : { 'content-type': written.contentType }),
    },
    body: written?.text,
  };
}
