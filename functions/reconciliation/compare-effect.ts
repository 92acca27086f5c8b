import type { OperationRecord } from '../ledger/record.ts';
import { succeededWith } from '../ledger/record.ts';
import type { Observation, Seen as Shown } from '../providers/contract.ts';
import { objectPath, observe, type OpenOperation } from '../recovery/lookup/open-operation.ts';
import type { ReconciliationContext } from './context.ts';
import { differencesOf } from './differences.ts';
import type { StretchReads } from './stretch-reads.ts';

type Report = ReconciliationContext['recovery']['report'];

/** The object that the path names shows what the operation did to it. */
export async function compareEffect(
  context: ReconciliationContext,
  operation: OpenOperation,
  reads: StretchReads,
): Promise<void> {
  const { record } = operation;
  const observation = await observed(operation, reads);
  if (observation === undefined) return;
  const about = { operationId: record.id, object: record.result?.object };
  const { report } = context.recovery;
  if (observation.kind === 'unclear') {
    report('object_not_read', { ...about, why: observation.why });
    return;
  }
  for (const effect of observation.objects) {
    for (const difference of differencesOf(effect, record, operation.provider)) {
      report(difference, about);
    }
  }
  if (record.state === 'SUCCEEDED') compareNumber(observation, record, report);
}

/** By what a list has shown of the object, where that is clear; else by the object itself. */
async function observed(
  operation: OpenOperation,
  reads: StretchReads,
): Promise<Observation | undefined> {
  const path = objectPath(operation);
  const item = reads.listed(path);
  if (item !== undefined) {
    const observation = observe(operation, item);
    if (observation.kind === 'seen') return observation;
  }
  const found = await reads.object(operation, path);
  return found && observe(operation, found.object);
}

/** A success has left one object: not none, and not two. */
function compareNumber(
  { objects, couldBe = [] }: Shown,
  record: OperationRecord,
  report: Report,
): void {
  const about = { operationId: record.id, object: record.result?.object };
  // Where none is on record, each of them could be the one that the answer told of.
  if (objects.length > 1 && about.object === undefined) report('second_object', about);
  const isThere = objects.length > 0 || couldBe.some(({ id }) => succeededWith(record, id));
  if (!isThere) report('record_without_object', about);
}
