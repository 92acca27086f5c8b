import type { Answer, Outcome } from '../../providers/outcome.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import type { Target } from '../../providers/client/provider-request.ts';
import { readFromProvider, type CallContext } from '../../providers/client/read-from-provider.ts';

type NotRead = Extract<Outcome, { kind: 'not_attempted' }>;

/** What is at the provider, and how that was answered; `object` is undefined where nothing is. */
export type FoundObject = {
  readonly kind: 'found';
  readonly object: unknown;
  readonly answer: Answer;
};

/**
 * The object that a path names, as it is at the provider: for a change that must keep a part of it, and for whoever reads
 * instead of sending. It is gone only where the provider says so by a code of its own: a proxy's 404 says nothing. Where
 * the provider does not say, nothing was read. Never throws.
 */
export async function readObject(
  access: ProviderAccess,
  { path, headers }: Pick<Target, 'path' | 'headers'>,
  context: CallContext,
): Promise<FoundObject | NotRead> {
  const id = path.slice(path.lastIndexOf('/') + 1);
  let object: unknown;
  const target = { path, headers, query: [] };
  const outcome = await readFromProvider(access, target, {
    ...context,
    parse: (body) => {
      object = body;
      return (body as { id?: unknown } | null | undefined)?.id === id ? { id } : undefined;
    },
  });
  switch (outcome.kind) {
    case 'done':
      return { kind: 'found', object, answer: outcome.answer };
    case 'rejected':
      return access.provider.notFoundCodes.has(outcome.code)
        ? { kind: 'found', object: undefined, answer: outcome.answer }
        : { kind: 'not_attempted', why: 'not_read' };
    case 'not_attempted':
      return outcome;
    case 'unknown':
      return { kind: 'not_attempted', why: 'not_read', cause: outcome.cause };
  }
}
