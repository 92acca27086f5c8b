import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBelow } from '../../host/is-below.ts';
import { readBody } from '../../host/listen.ts';
import type { Provider } from './exchange.ts';
import type { Memory } from './memory.ts';
import type { PageAnswer, PageRequest } from './simulator.ts';

/** Longer than any form of a page. */
const maxFormBytes = 64 * 1024;

/** The page of the provider that is at the path; of several, the one whose origin is nearest. */
function pageAt(providers: readonly Provider[], request: PageRequest): PageAnswer | undefined {
  const nearest = providers
    .filter(({ originPath }) => isBelow(originPath, request.path))
    .toSorted((one, other) => other.originPath.length - one.originPath.length);
  for (const { originPath, pages } of nearest) {
    const answer = pages?.({ ...request, path: request.path.slice(originPath.length) });
    if (answer !== undefined) return answer;
  }
  return undefined;
}

const tooLong: PageAnswer = {
  status: 413,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'This form is too long.',
};

/**
 * Sends the page of a provider, if there is one at the path. What a customer does on it is stored before the answer.
 *
 * @returns whether there was a page
 */
export async function sendPage(
  providers: readonly Provider[],
  connection: { incoming: IncomingMessage; response: ServerResponse; url: URL },
  memory: Memory,
): Promise<boolean> {
  const { incoming, response, url } = connection;
  const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
  const body = await readBody(incoming, maxFormBytes);
  const request = {
    method: isRead ? 'GET' : (incoming.method ?? 'GET'),
    path: url.pathname,
    query: url.searchParams,
    body: body?.toString('utf8') ?? '',
  };
  const answer = body === undefined ? tooLong : pageAt(providers, request);
  if (answer === undefined) return false;
  if (!isRead) memory.save();
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
  return true;
}
