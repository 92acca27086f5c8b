import type { TableReport } from '../../lib/local/lambda/table-calls.ts';
import { saysUnauthorized } from '../../lib/local/lambda/invocation.ts';
import { cardDataIn, secretIn, type Known } from './secrets.ts';

/** Something that must not be. The number is the request's; undefined where it belongs to none that was answered. */
export type Violation = {
  readonly what: string;
  readonly requestId: string | undefined;
  number: number | undefined;
};

/** An invocation and the processor time that it took. */
export type Cost = {
  readonly operation: string;
  readonly cpuMs: number;
  readonly isFirst: boolean;
  readonly requestId: string | undefined;
};

/**
 * The most processor time that one request may take. A process that is young compiles code and loads modules, so a
 * request that takes more is sent again, and only what takes more each time is the request's own.
 */
export const cpuMsMost = 250;

/** So many are kept of what would else grow with the run. */
const keptMost = 5000;
const violationsMost = 1000;
const costsMost = 6;

function keepNewest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > keptMost && oldest !== undefined) map.delete(oldest);
}

/** Hears what the functions report and log, and gathers what must not be. */
export class Watch {
  readonly violations: Violation[] = [];
  /** The dearest invocations, the dearest first: of processes that had answered before, and of new ones. */
  readonly dearest: { warm: Cost[]; first: Cost[] } = { warm: [], first: [] };
  /** Milliseconds of processor time of all invocations. */
  cpuMs = 0;
  invocations = 0;
  known: Known | undefined;
  readonly #reports = new Map<string, TableReport>();
  readonly #dear = new Map<string, string>();
  readonly #numbers = new Map<string, number>();
  readonly #processes = new Set<string>();
  readonly #answered = new Set<string>();
  readonly #requestsOf = new Map<string, string[]>();

  add(what: string, of: { number?: number | undefined; requestId?: string | undefined }): void {
    const { requestId } = of;
    const number = of.number ?? this.#numbers.get(requestId ?? '');
    if (this.violations.length < violationsMost) this.violations.push({ what, requestId, number });
  }

  /** Says which request has this id, and gives what its function reported. */
  answered(requestId: string | undefined, number: number): TableReport | undefined {
    if (requestId === undefined) return undefined;
    this.#answered.add(requestId);
    this.#numbers.set(requestId, number);
    keepNewest(this.#numbers);
    for (const violation of this.violations)
      if (violation.requestId === requestId) violation.number ??= number;
    const report = this.#reports.get(requestId);
    this.#reports.delete(requestId);
    return report;
  }

  /** Whether any request that ran for an operation was answered: what the server answers to the rest of a connection is none. */
  hasAnswered(operation: string): boolean {
    return (this.#requestsOf.get(operation) ?? []).some((each) => this.#answered.has(each));
  }

  /** What a request took too much of; undefined where it did not. */
  excessOf(requestId: string | undefined): string | undefined {
    const excess = this.#dear.get(requestId ?? '');
    this.#dear.delete(requestId ?? '');
    return excess;
  }

  onReport(report: TableReport): void {
    const { invocation, operation, requestId } = report;
    if (requestId !== undefined && operation !== 'gateway.authorize') {
      this.#reports.set(requestId, report);
      keepNewest(this.#reports);
    }
    if (invocation.kind === 'failed' && !saysUnauthorized(invocation))
      this.add(`${operation} ${invocation.why}: ${invocation.error.errorMessage}`, { requestId });
    this.#weigh(report);
  }

  onLine(line: string): void {
    const requestId = /"requestId":"([^"]+)"/.exec(line)?.[1];
    this.#noteOperation(line, requestId);
    const found =
      (this.known === undefined ? undefined : secretIn(line, this.known)) ?? cardDataIn(line);
    if (found !== undefined) this.add(`the log holds ${found}…`, { requestId });
    const isExpected = line.startsWith('{"time":') && !line.includes('"outcome":"internal_error"');
    if (!isExpected) this.add(`a line of the log: ${line.slice(0, 300)}`, { requestId });
  }

  #noteOperation(line: string, requestId: string | undefined): void {
    const operation = /"operationId":"([^"]+)"/.exec(line)?.[1];
    if (operation === undefined || requestId === undefined) return;
    this.#requestsOf.set(operation, [...(this.#requestsOf.get(operation) ?? []), requestId]);
  }

  #weigh({ operation, process, cpuMs, requestId }: TableReport): void {
    const isFirst = !this.#processes.has(process);
    this.#processes.add(process);
    this.invocations += 1;
    if (cpuMs === undefined) return;
    this.cpuMs += cpuMs;
    const list = isFirst ? this.dearest.first : this.dearest.warm;
    list.push({ operation, cpuMs, isFirst, requestId });
    list.sort((one, other) => other.cpuMs - one.cpuMs).splice(costsMost);
    if (cpuMs <= cpuMsMost || requestId === undefined) return;
    this.#dear.set(requestId, `${cpuMs.toFixed(0)} ms of processor time in ${operation}`);
    keepNewest(this.#dear);
  }
}
