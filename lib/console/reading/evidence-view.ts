import type { OperationRecord } from '../../../functions/ledger/record.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { cautionsOf } from '../../cli/evidence/cautions.ts';
import { readEvidence } from '../../cli/evidence/read-evidence.ts';
import type { Ledger } from '../../cli/open-operations.ts';
import type { EvidenceView } from '../api/operations.ts';
import type { PaymentRow } from '../api/payments.ts';
import { readReports } from './noted-findings.ts';
import { nameIn, readPaymentRecord } from './records.ts';
import { paymentRow } from './rows.ts';
import { rowsOfOrder } from './subjects.ts';
import { readTimeline } from './timeline.ts';

/** Days whose reconciliations are read. */
const days = 7;

const iso = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

/** The payment that an operation is about, as its provider showed it last. */
async function paymentOf(
  ledger: Ledger,
  { resource }: OperationRecord,
): Promise<PaymentRow | null> {
  if (resource === undefined) return null;
  const name = nameIn(resource);
  const record = await readPaymentRecord(ledger, name);
  if (record === undefined) return null;
  return paymentRow({ name, record, order: undefined, operations: [] });
}

/** What the reconciliations found of an operation, and how many have run since it was first asked for. */
async function findingsOf(
  ledger: Ledger,
  { id, firstAt }: OperationRecord,
  at: EpochMs,
): Promise<Pick<EvidenceView, 'findings' | 'runs'>> {
  const reports = await readReports(ledger, at, days);
  const findings = reports
    .flatMap((report) => report.findings)
    .filter(({ operation }) => operation === id)
    .map(({ finding, at: foundAt }) => ({ finding, at: foundAt }));
  const since = reports.filter(({ row }) => Date.parse(row.startedAt) > firstAt);
  return { findings, runs: since.length };
}

/** What is on record around an open operation: nothing is read at its provider. */
export async function readEvidenceView(
  ledger: Ledger,
  record: OperationRecord,
  at: EpochMs,
): Promise<EvidenceView> {
  const [evidence, payment, attempts, found] = await Promise.all([
    readEvidence(ledger, record),
    paymentOf(ledger, record),
    record.order === undefined ? [] : rowsOfOrder(ledger, record.order),
    findingsOf(ledger, record, at),
  ]);
  const around = await readTimeline(ledger, evidence.around, { madeBy: undefined, deliveries: [] });
  return {
    ...{ payment, attempts, ...found, days, around },
    ...{ reads: record.reads ?? 0, readAt: iso(record.readAt) },
    ...{ notFoundAt: iso(record.notFoundAt), observedAt: iso(record.observedAt) },
    cautions: cautionsOf({ record, evidence }),
  };
}
