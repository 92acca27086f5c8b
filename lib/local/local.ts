import type { Credentials } from './aws/credentials.ts';
import type { DynamodbChoice } from './aws/dynamodb.ts';
import type { EndpointUrls } from './template/events/endpoints.ts';
import type { TableReport } from './lambda/table-calls.ts';

/** The name of a page of the system, and its address. */
export type PageLink = readonly [name: string, address: string];

/** The whole gateway, running on this machine. */
export type Local = {
  readonly url: string;
  readonly simulatorUrl: string;
  readonly keys: {
    readonly admin: string;
    readonly storefront: string;
    readonly unmodified: string;
  };
  /** What signs requests to the local table and secrets; every start has its own. */
  readonly credentials: Credentials;
  /** The newest 20,000 lines that functions wrote, and the failures of requests without an answer. */
  readonly log: readonly string[];
  /** The newest 20,000 lines of API Gateway's access log: one for each request, also where no function was started. */
  readonly accessLog: readonly string[];
  /** The number of requests to the table by operation: `{ PutItem: 1 }`. */
  readonly tableCalls: Readonly<Record<string, number>>;
  /** The same for the secrets: `{ GetSecretValue: 1 }`. */
  readonly secretCalls: Readonly<Record<string, number>>;
  /** Whether what is written becomes events: the table's server has streams. */
  readonly hasEvents: boolean;
  /** Takes other bundles from the next request on: the directory of each operation that has another one. */
  readonly replaceFunctions: (directories: Readonly<Record<string, string>>) => void;
  /** The operations of which a process runs. */
  readonly runningFunctions: () => ReadonlySet<string>;
  /** How far the sandbox has moved the clock, in milliseconds. */
  readonly aheadMs: () => number;
  readonly close: () => Promise<void>;
};

export type LocalOptions = {
  /** The directory of a synthesized stack, or a function that creates one. It runs last, as it takes longest. */
  readonly assembly: string | (() => Promise<string>);
  readonly port: number;
  readonly simulatorPort: number;
  /** The simulators of another local system, so that two stacks share one account; absent: its own. */
  readonly sharedSimulatorUrl?: string | undefined;
  /** Where data outlives a restart; absent: in memory. */
  readonly dataDir?: string | undefined;
  /** Keys of providers' own test modes, by provider. Such a provider is called in place of its simulator. */
  readonly testModeKeys?: Readonly<Record<string, string>> | undefined;
  /** Where events are delivered to, by the names of the template's endpoints; one that is not listed gets nothing. */
  readonly endpoints?: EndpointUrls | undefined;
  /** Whether the demo shop's endpoint is connected; absent: yes. Its deliveries would meet faults that a test makes. */
  readonly connectsShop?: boolean | undefined;
  /** More pages that the page at / leads to, asked for each time. */
  readonly pageLinks?: (() => readonly PageLink[]) | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
  /** Takes the lines of the access log. */
  readonly onAccess?: ((line: string) => void) | undefined;
  /** Is told what every invocation has used, before its caller is answered. */
  readonly onReport?: ((report: TableReport) => void) | undefined;
  readonly dynamodb?: DynamodbChoice | undefined;
  /** Called when the table's server has ended by itself: nothing can be recorded any more. */
  readonly onTableLost?: (() => void) | undefined;
  /** Shorter than the template's, for tests of a function's timeout. */
  readonly lambdaTimeoutMs?: number | undefined;
  /** The concurrency of the account, for all functions together; absent: nothing is rejected for load. */
  readonly accountConcurrency?: number | undefined;
  /** Whether the template's schedules run; absent: a function starts only when the sandbox is asked to start it. */
  readonly runsSchedules?: boolean | undefined;
  /** Operations of which a process starts right away, so that the first request is quick. */
  readonly warm?: readonly string[] | undefined;
};
