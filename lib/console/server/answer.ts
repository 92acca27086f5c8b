import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { causeOf } from '../../../functions/platform/log.ts';
import { UsageError } from '../../host/usage-error.ts';
import { readBody } from '../../host/listen.ts';
import type { Gateway, OpenGateway } from '../reading/gateway.ts';
import type { Query } from './query.ts';
import { routes, type Screen } from './routes.ts';

/** An answer as JSON. */
export type Answer = { readonly status: number; readonly value: unknown };

/** More than any page sends. */
const maxBytes = 16_384;

const failure = (status: number, error: string): Answer => ({ status, value: { error } });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  const bytes = await readBody(request, maxBytes);
  if (bytes === undefined) throw new UsageError('That is too long.');
  return bytes.length === 0 ? undefined : JSON.parse(bytes.toString());
}

/** One line for a person: the cause, and what to do about it. */
function failureOf(error: unknown): Answer {
  if (error instanceof UsageError) return failure(409, error.message);
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return failure(400, 'The page sent something that is not understood. Load it again.');
  const message = error instanceof Error ? error.message : String(error);
  const why = message === '' ? (causeOf(error) ?? 'no answer') : message.replace(/[.\s]+$/, '');
  return failure(502, `${why}. See that region, credentials and rights are right, then try again.`);
}

async function ask(
  screen: Screen,
  open: OpenGateway,
  [url, body]: [URL, unknown],
): Promise<Answer> {
  const gateway: Gateway = await open();
  const query: Query = Object.fromEntries(url.searchParams);
  return { status: 200, value: await screen(gateway, query, body) };
}

/** Answers a request of a page. Never throws: what went wrong is told in one line. */
export async function answerTo(request: IncomingMessage, open: OpenGateway): Promise<Answer> {
  const url = new URL(request.url ?? '', 'http://console');
  const screen = routes[`${request.method ?? ''} ${url.pathname}`];
  if (screen === undefined) return failure(404, 'The console has no such address.');
  try {
    return await ask(screen, open, [url, await bodyOf(request)]);
  } catch (error) {
    return failureOf(error);
  }
}
