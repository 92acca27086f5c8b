import { findingOf } from '../../../cli/finding.ts';
import { listOpen, type FoundOperation } from '../../../cli/open-operations.ts';
import type { EpochMs } from '../../../../functions/platform/clock.ts';
import type { FindingRow, FindingsScreen, NotedFindings } from '../../api/findings.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readNoted, readReports } from '../../reading/noted-findings.ts';
import type { Query } from '../query.ts';

/** Days whose reconciliations are read. */
const days = 14;

function openFinding(found: FoundOperation, at: EpochMs): FindingRow[] {
  const finding = findingOf(found, at);
  if (finding === undefined) return [];
  return [
    {
      ...{ finding, at: null, provider: null, object: null, payment: null, order: null, why: null },
      operation: found.id,
    },
  ];
}

/** What a person must know, as far as it is found without going through the table. */
export async function findings({ target }: Gateway): Promise<FindingsScreen> {
  const at = target.now();
  const [open, reports] = await Promise.all([
    listOpen(target.ledger),
    readReports(target.ledger, at, days),
  ]);
  return {
    open: open.flatMap((found) => openFinding(found, at)),
    reconciled: reports.flatMap((report) => report.findings),
    reports: reports.map(({ row }) => row),
    days,
  };
}

/** What was noted of payments and orders, in a stretch of the table. */
export const notedFindings = ({ target }: Gateway, { page }: Query): Promise<NotedFindings> =>
  readNoted(target.ledger, page);
