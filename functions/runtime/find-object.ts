import { ask, type Destination, type Question } from './ask.ts';
import type { Outcome } from './outcome.ts';
import type { Request } from './request.ts';
import { wireRequest } from './wire.ts';

type NotFound = Extract<Outcome, { kind: 'not_attempted' }>;

/**
 * The object that a request's path names, as it stands at the provider, for a change that must keep a part of it. An
 * object that is not there is undefined, and the change itself will be refused. Where the provider does not say, the
 * change is not attempted. Never throws.
 */
export async function findObject(
  destination: Destination,
  { path, headers }: Request,
  asking: Pick<Question, 'secret' | 'signal' | 'line'>,
): Promise<{ readonly kind: 'found'; readonly object: unknown } | NotFound> {
  const read = { method: 'GET', path, headers, query: [] };
  const id = path.slice(path.lastIndexOf('/') + 1);
  let object: unknown;
  const outcome = await ask(destination, {
    ...asking,
    request: wireRequest(destination, read, { encoding: 'none', value: {} }),
    tell: (body) => {
      object = body;
      return (body as { id?: unknown } | null | undefined)?.id === id ? { object: id } : undefined;
    },
    maySend: () => true,
  });
  switch (outcome.kind) {
    case 'done':
      return { kind: 'found', object };
    case 'refused':
      return outcome.code === 'not_found'
        ? { kind: 'found', object: undefined }
        : { kind: 'not_attempted', why: 'not_read' };
    case 'not_attempted':
      return outcome;
    case 'unknown':
      return { kind: 'not_attempted', why: 'not_read', cause: outcome.cause };
  }
}
