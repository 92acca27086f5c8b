import { concurrently } from '../platform/concurrently.ts';
import type { About, Finding } from '../recovery/finding.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import type { InboxStore } from './inbox-store.ts';

/** Writes of the table at a time. */
const writesAtOnce = 16;

/**
 * Runs a job, and keeps what it finds as items, each of them once, so that other systems are told; what is about no
 * object and no operation once a day. What the run's time does not suffice for is only in the log.
 *
 * @throws what the job threw, after everything found until then was kept; or what the table threw
 */
export async function notingFindings<Done>(
  context: RecoveryContext,
  inbox: Pick<InboxStore, 'note'>,
  run: (context: RecoveryContext, keep: () => Promise<void>) => Promise<Done>,
): Promise<Done> {
  const found = new Map<string, { readonly finding: Finding; readonly about: About }>();
  const report = (finding: Finding, about: About): void => {
    context.report(finding, about);
    found.set(JSON.stringify([finding, about]), { finding, about });
  };
  const keep = async (): Promise<void> => {
    const bounds = { workers: writesAtOnce, until: context.writesUntil ?? context.until };
    await concurrently([...found], bounds, async ([key, { finding, about }]) => {
      const { provider = 'gateway', operationId, object, why = '' } = about;
      const at = context.now();
      // What is about no object may come again: it is told once a day.
      const day = new Date(at).toISOString().slice(0, 10);
      const kept = { object: object ?? operationId ?? `${why} ${day}`.trim(), at };
      await inbox.note({ finding, provider, ...kept, by: context.token() });
      found.delete(key);
    });
  };
  try {
    return await run({ ...context, report }, keep);
  } finally {
    await keep();
  }
}
