import type { Destination } from '../providers/call.ts';
import type { Answer, Outcome } from '../providers/outcome.ts';
import { read, type Asking } from '../providers/read.ts';
import type { Request } from '../http/request.ts';

type NotRead = Extract<Outcome, { kind: 'not_attempted' }>;

/** What stands at the provider, and how that was answered; undefined where nothing does. */
export type FoundObject = {
  readonly kind: 'found';
  readonly object: unknown;
  readonly answer: Answer;
};

/**
 * The object that a path names, as it stands at the provider: for a change that must keep a part of it, and for whoever
 * reads instead of sending. Where the provider does not say, nothing was read. Never throws.
 */
export async function findObject(
  destination: Destination,
  { path, headers }: Pick<Request, 'path' | 'headers'>,
  asking: Asking,
): Promise<FoundObject | NotRead> {
  const id = path.slice(path.lastIndexOf('/') + 1);
  let object: unknown;
  const place = { path, headers, query: [] };
  const outcome = await read(destination, place, {
    ...asking,
    tell: (body) => {
      object = body;
      return (body as { id?: unknown } | null | undefined)?.id === id ? { object: id } : undefined;
    },
  });
  switch (outcome.kind) {
    case 'done':
      return { kind: 'found', object, answer: outcome.answer };
    case 'refused':
      return outcome.answer.status === 404
        ? { kind: 'found', object: undefined, answer: outcome.answer }
        : { kind: 'not_attempted', why: 'not_read' };
    case 'not_attempted':
      return outcome;
    case 'unknown':
      return { kind: 'not_attempted', why: 'not_read', cause: outcome.cause };
  }
}
