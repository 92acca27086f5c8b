import type { Finding } from '../recovery/finding.ts';
import type { InboxContext } from './inbox-context.ts';

/** Keeps what a person must know of a payment, and reports it the first time. */
export async function note(
  { inbox, recovery, source }: Pick<InboxContext, 'inbox' | 'recovery' | 'source'>,
  finding: Finding,
  about: { readonly object: string; readonly payment?: string | undefined },
): Promise<void> {
  const { provider } = source;
  const isNew = await inbox.note({
    ...{ finding, provider, ...about },
    at: recovery.now(),
    by: recovery.token(),
  });
  if (isNew) recovery.report(finding, { object: about.object });
}
