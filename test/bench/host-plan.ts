import type { Phases, Span } from './phases.ts';

/** What a host is to do with its bundle. */
export type HostPlan = {
  /** An event of API Gateway; the host gives each a key of its own. */
  readonly event: {
    readonly headers: Readonly<Record<string, string>>;
    readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  };
  /** Requests after the first that are not measured, so that the code is as fast as it gets. */
  readonly warmUp: number;
  readonly measured: number;
  /** Where a CPU profile of the measured requests is written; absent: none is taken. */
  readonly profile?: string;
  /** Whether the first request is watched, to tell where its time goes. */
  readonly tellsPhases?: boolean;
};

export type HostFindings = {
  /** From the start of the process to the first answer. */
  readonly firstMs: number;
  /** CPU time, and time, of one warm request. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Of the first request, where they were asked for. */
  readonly phases?: Phases;
  /** What the first request waited for, and what the last that only warmed up did, where phases were asked for. */
  readonly waits?: { readonly cold: readonly Span[]; readonly warm: readonly Span[] };
};
