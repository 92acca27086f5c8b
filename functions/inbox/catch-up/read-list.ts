import { filledSecret } from '../../providers/client/provider-access.ts';
import { readFromProvider } from '../../providers/client/read-from-provider.ts';
import type { Outcome } from '../../providers/outcome.ts';
import type { InboxContext } from '../inbox-context.ts';

/** A list of a provider, or a page of it. */
type Page = {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
};

/**
 * Reads a page of a provider's list: what came of it, and where it was answered, the body.
 *
 * @throws GatewayError not_attempted where the provider's secret cannot be had
 */
export async function readList(
  { access, recovery }: Pick<InboxContext, 'access' | 'recovery'>,
  page: Page,
): Promise<{ readonly outcome: Outcome; readonly body: unknown }> {
  let body: unknown;
  const secret = await filledSecret(access);
  const outcome = await readFromProvider(
    access,
    { ...page, headers: {} },
    {
      ...{ secret, signal: recovery.until, line: { ...recovery.line } },
      parse: (answer) => {
        body = answer;
        return { id: 'list' };
      },
    },
  );
  return { outcome, body };
}
