import type { Report } from './invocation.ts';

/** A report with the requests to the table that the invocation made, by operation: `{ PutItem: 1 }`. */
export type TableReport = Report & { readonly tableCalls: Readonly<Record<string, number>> };

type Calls = Readonly<Record<string, number>>;

const since = (before: Calls, now: Calls): Calls =>
  Object.fromEntries(
    Object.entries(now).flatMap(([name, count]) => {
      const more = count - (before[name] ?? 0);
      return more > 0 ? [[name, more]] : [];
    }),
  );

/**
 * Adds to each report what its process has asked of the table since its last one: a process has one request at a time.
 *
 * @param callsOf all requests of a process to the table so far
 */
export function withTableCalls(
  callsOf: (process: string) => Calls,
  onReport: ((report: TableReport) => void) | undefined,
): ((report: Report) => void) | undefined {
  if (onReport === undefined) return undefined;
  const before = new Map<string, Calls>();
  return (report) => {
    const now = callsOf(report.process);
    const tableCalls = since(before.get(report.process) ?? {}, now);
    before.set(report.process, now);
    onReport({ ...report, tableCalls });
  };
}
