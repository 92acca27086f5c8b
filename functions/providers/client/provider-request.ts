import { writeBody, type Body } from '../../platform/body/body.ts';

/** One request to a provider, ready to be written. */
export type ProviderRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** What is asked of a provider: the path below its origin, and the headers and query that go on to it. */
export type Target = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * The request as it goes to the provider, without its Authorization header: only the provider's host, only a path of
 * the table, only headers that the provider's file names.
 */
export function toProviderRequest(origin: string, target: Target, body: Body): ProviderRequest {
  const query = new URLSearchParams(
    target.query.map(([name, value]): [string, string] => [name, value]),
  );
  const written = writeBody(body);
  return {
    method: target.method,
    url: `${origin}${target.path}${query.size === 0 ? '' : `?${query.toString()}`}`,
    headers: {
      accept: 'application/json',
      ...target.headers,
      ...(written === undefined ? {} : { 'content-type': written.contentType }),
    },
    body: written?.text,
  };
}
