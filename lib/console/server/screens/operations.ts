import { registry } from '../../../../functions/registry.ts';
import {
  openOperation,
  type OpenOperation,
} from '../../../../functions/recovery/lookup/open-operation.ts';
import type { ObservedObject } from '../../../../functions/recovery/lookup/provider-lookup.ts';
import { userName } from '../../../cli/decision.ts';
import { cautionsOf } from '../../../cli/evidence/cautions.ts';
import { readEvidence } from '../../../cli/evidence/read-evidence.ts';
import { findOperation, listOpen, type FoundOperation } from '../../../cli/open-operations.ts';
import { openProviderReader } from '../../../cli/provider-reader.ts';
import { ownOf } from '../../../cli/resolve.ts';
import { UsageError } from '../../../host/usage-error.ts';
import type {
  CheckedOperation,
  ObservedRow,
  OpenOperations,
  OperationScreen,
} from '../../api/operations.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readEvidenceView } from '../../reading/evidence-view.ts';
import { operationView } from '../../reading/operation-view.ts';
import { textIn, type Query } from '../query.ts';

/** Every open operation, the oldest first. */
export async function openOperations({ target }: Gateway): Promise<OpenOperations> {
  const found = await listOpen(target.ledger);
  const at = target.now();
  return { operations: found.map((each) => operationView(each, at)) };
}

async function find({ target }: Gateway, query: Query): Promise<FoundOperation> {
  const id = textIn(query, 'id');
  const found = await findOperation(target.ledger, id);
  if (found !== undefined) return found;
  throw new UsageError(`There is no operation ${id}. See that the id is whole.`);
}

/** One operation. @throws UsageError where there is none */
export async function operation(gateway: Gateway, query: Query): Promise<OperationScreen> {
  const found = await find(gateway, query);
  const at = gateway.target.now();
  const { record } = found;
  const isOpen = record !== 'unreadable' && record.state === 'PENDING';
  return {
    operation: operationView(found, at),
    actor: userName() ?? '',
    evidence: isOpen ? await readEvidenceView(gateway.target.ledger, record, at) : null,
  };
}

/** @throws UsageError where the operation is not open, or this version knows nothing of it */
function openOf({ id, record }: FoundOperation): OpenOperation {
  const one =
    record === 'unreadable' || record.state !== 'PENDING'
      ? undefined
      : openOperation(record, registry);
  if (one !== undefined) return one;
  throw new UsageError(`${id} is not open, or another version of the gateway wrote it.`);
}

const observedRow =
  (isCertain: boolean) =>
  ({ object }: ObservedObject): ObservedRow => ({
    id: object.id ?? '',
    state: object.state ?? null,
    amount: object.amount ?? null,
    currency: object.currency ?? null,
    isCertain,
  });

/**
 * Looks what the provider shows of an open operation, by recovery's own code. Nothing is written: recovery itself
 * completes what it recognises, within a minute of when it may.
 *
 * @throws UsageError where the provider did not say
 */
export async function checkOperation(gateway: Gateway, query: Query): Promise<CheckedOperation> {
  const one = openOf(await find(gateway, query));
  const { target } = gateway;
  const lookup = await (await openProviderReader(target, one)).lookUp();
  const { observed, couldBe = [] } = lookup;
  const { record } = one;
  const evidence = await readEvidence(target.ledger, record);
  return {
    at: new Date(target.now()).toISOString(),
    objects: [...observed.map(observedRow(true)), ...couldBe.map(observedRow(false))],
    cautions: cautionsOf({ record, evidence, lookup: ownOf(one, lookup) }),
  };
}
