import { providers } from '../../../functions/providers/providers.ts';
import { findOperation, type FoundOperation, type Ledger } from '../open-operations.ts';
import { linkedOperations, mentionsOf, type Begin } from './linked.ts';
import { operationsWith, type Progress } from './search.ts';
import type { Subject } from './subject.ts';

const resourcesNamed = (id: string): string[] => providers.map(({ name }) => `${name}#${id}`);

/** Whether an operation made the customer, or its answer names it. */
const isOf = (customer: string, found: FoundOperation): boolean =>
  (found.record !== 'unreadable' && found.record.result?.object === customer) ||
  mentionsOf(found).customers.includes(customer);

async function* begins(
  ledger: Ledger,
  { kind, id }: Subject,
  progress: Progress,
): AsyncGenerator<Begin> {
  if (kind === 'operation') return;
  yield { resources: resourcesNamed(id) };
  if (kind === 'payment') return;
  for await (const operation of operationsWith(ledger, id, progress)) {
    const found = await findOperation(ledger, operation);
    if (found !== undefined && isOf(id, found)) yield { operations: [operation] };
  }
}

/**
 * The operations of which a subject's personal data may be on record. Of those that lead to each other the first comes
 * last: whoever is interrupted after one of them finds the others again.
 *
 * @throws what the table gave instead of an answer
 */
export async function* concernedOperations(
  ledger: Ledger,
  subject: Subject,
  progress: Progress,
): AsyncGenerator<FoundOperation> {
  if (subject.kind === 'operation') {
    const found = await findOperation(ledger, subject.id);
    if (found !== undefined) yield found;
    return;
  }
  const met = new Set<string>();
  for await (const begin of begins(ledger, subject, progress)) {
    const linked = (await linkedOperations(ledger, begin)).filter(({ id }) => !met.has(id));
    for (const { id } of linked) met.add(id);
    yield* linked.toReversed();
  }
}
