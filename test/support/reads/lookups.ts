import { registry } from '../../../functions/registry.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import {
  openOperation,
  type OpenOperation,
} from '../../../functions/recovery/lookup/open-operation.ts';
import type { LookupContext } from '../../../functions/recovery/lookup/provider-lookup.ts';
import { recordWith } from '../records.ts';
import { createClock, type TestClock } from '../ledger.ts';
import type { ProviderServer } from './provider-server.ts';

/** An open operation whose attempt was claimed when {@link createClock} begins; a capture unless it is changed. */
export function openWith(changes: Partial<OperationRecord> = {}): OpenOperation {
  const open = openOperation(recordWith(changes), registry);
  if (open === undefined) throw new Error('The operation has no row.');
  return open;
}

/** A finding that was reported: its name, what was wrong, and of which operation. */
export type Reported = readonly [
  finding: string,
  why?: string | undefined,
  id?: string | undefined,
];

/** What a lookup at a provider goes by, and what it reported. */
export function lookupsAt({ access, call }: ProviderServer): {
  readonly context: LookupContext;
  readonly clock: TestClock;
  readonly reported: Reported[];
} {
  const clock = createClock();
  const reported: Reported[] = [];
  const report: LookupContext['report'] = (finding, { why, operationId }) => {
    reported.push([finding, why, operationId]);
  };
  return { context: { access, call, now: clock.now, report }, clock, reported };
}
