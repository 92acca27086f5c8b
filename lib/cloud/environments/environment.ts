import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Effect } from '../../../functions/operations.ts';
import type { EventType } from '../../../functions/events/event-types.ts';
import type { AlarmId } from '../alarms/alarm-table.ts';

/** Everything in which one deployed stack differs from another. Constructs read these fields and nothing else. */
export type Environment = {
  /** Name of the stack in CloudFormation. Two modes, two merchants or two regions are two stacks. */
  readonly stackName: string;
  /**
   * Whether the stack moves real money. The base URL ends in this word. Callers' keys of the other mode are refused, and so
   * is a provider's secret key that begins as those of the other mode do.
   */
  readonly mode: 'live' | 'test';
  /**
   * Whether a caller may send raw card numbers. `'accept'` puts the whole account in the scope of PCI DSS: it is for
   * merchants who are assessed for it.
   */
  readonly cardData: 'tokens-only' | 'accept';
  /**
   * API Gateway writes access logs with a role that is one setting per account and region. `'create'` sets it and
   * leaves it in place when the stack is removed; `'exists'` is for accounts where somebody else looks after it.
   */
  readonly accountCloudWatchRole: 'create' | 'exists';
  /** @default 'ap-northeast-1' - Tokyo, near both providers. */
  readonly region?: string;
  /** @default - the account of whoever deploys; synthesis needs none. */
  readonly account?: string;
  /**
   * Ships functions with what V8 compiled of them, so that a cold start takes a fifth less. It is made where this machine
   * can run the Node of the functions' processor, and ignored by a Node that can't use it.
   *
   * @default true
   */
  readonly codeCache?: boolean;
  /**
   * Encrypts table and secrets with a KMS key of the stack, for those who must be able to withdraw it.
   *
   * @default false - keys that AWS manages: no monthly price, and one permission fewer to get wrong.
   */
  readonly customerManagedKey?: boolean;
  /**
   * The IAM roles that may read and write the table and the secrets besides the functions: ARNs, such as that of an
   * operator who signs in with a second factor. Table and secrets themselves refuse all others, administrators included.
   *
   * @default - every role of the account that has the right.
   */
  readonly operators?: readonly string[];
  /**
   * A copy of the table every day, beside point-in-time recovery, which reaches back 35 days. It is kept for `keepDays`,
   * personal data of the last 90 days included. A `'governance'` lock can be lifted by those who have the right to; a
   * `'compliance'` lock by nobody, three days after the deployment on.
   * DynamoDB must be switched on in the settings of AWS Backup, which are the account's and region's.
   *
   * @default - none.
   */
  readonly backup?: { readonly keepDays: number; readonly lock: 'governance' | 'compliance' };
  /**
   * How a new version of the functions that move money takes over: `'gradual'` gives it a tenth of the requests for five
   * minutes, and takes it back if the API answers with defects; `'at-once'` does neither.
   *
   * @default - gradual where the mode is live.
   */
  readonly deployment?: 'gradual' | 'at-once';
  /**
   * Versions of the providers' APIs, by their names: `{ acme: '2025-01-28' }`. Requests ask for them that name none,
   * those by which outcomes are looked up included.
   *
   * @default - none: the version that is set for the key in the provider's dashboard.
   */
  readonly providerVersions?: Readonly<Record<string, string>>;
  /**
   * The providers that the stack serves, by their names: `['acme']`. The routes of others are not deployed. It is decided
   * once: operations that are open at a provider which is left out later are not recovered.
   *
   * @default - all of them.
   */
  readonly providers?: readonly string[];
  /**
   * The ledger's secret that the functions read, where a stack is made anew on what another one left behind; together
   * with `ledgerTableName`. Without it every operation of the old stack would be charged again when it is repeated.
   *
   * @default - the stack's own, which stays in any case.
   */
  readonly ledgerSecretArn?: string;
  /**
   * Name of the table that the functions use, once the ledger had to be restored to another one.
   *
   * @default - the stack's own, which stays in any case.
   */
  readonly ledgerTableName?: string;
  /**
   * Leaves the stack's own table out of the stack, so that a restored one can take its place by `cdk import`; it stays in
   * the account. Only where `ledgerTableName` names the table that is used.
   *
   * @default false
   */
  readonly leaveTable?: boolean;
  /**
   * Requests per second of all callers together that each method takes before API Gateway answers 429 without running
   * anything of it. Only requests with a known key count.
   *
   * @default 50 - more than a shop's peak, and far below the 10,000 that an account has for all its APIs together.
   */
  readonly throttleRatePerSecond?: number;
  /**
   * Requests of callers that each method takes at once, on top of the rate.
   *
   * @default 100 - two seconds of the rate.
   */
  readonly throttleBurst?: number;
  /**
   * Whether a web ACL of AWS WAF stands in front of the API; `web-acl/README.md` tells what it stops. It costs 11 dollars
   * a month, 12 with `callerAddresses`, and 60 cents for a million requests.
   *
   * @default true - `false` is for those who have one of their own, or who do without.
   */
  readonly webAcl?: boolean;
  /**
   * Requests by which cards could be tried, in a minute, of one key: what makes payments, tokens and customers. What is
   * more is answered 429. At least 10, as for the other limits of the web ACL.
   *
   * @default 9000 - 150 a second, for a shop of which nothing is known. A stolen key is stopped sooner by a lower one:
   * take twice the number of your best minute.
   */
  readonly cardRequestsPerKeyAndMinute?: number;
  /**
   * Requests without a key, or with what can be none, in a minute, of one address. What is more is answered 429.
   *
   * @default 100 - a server whose key was forgotten is still told 401 for a while; with a key no address is counted.
   */
  readonly keylessPerAddressAndMinute?: number;
  /**
   * Webhooks in a minute, of one address. What is more is answered 503, after which a provider delivers again.
   *
   * @default 3000 - 50 a second, as many as the API's own throttle lets through.
   */
  readonly webhooksPerAddressAndMinute?: number;
  /**
   * The only addresses that may call, as ranges: `['203.0.113.7/32', '2001:db8::/48']`. Everyone else is answered 403;
   * webhooks may come from anywhere, and so may who asks for health with a key: the canary does, and has no address of
   * its own. For the same reason it makes no payments in such a stack. Needs the web ACL.
   *
   * @default - any address may call that has a key.
   */
  readonly callerAddresses?: readonly string[];
  /**
   * A name of your own for the API, `'pay.example.com'`, and the ARN of its certificate in AWS Certificate Manager, in the
   * stack's region. The base URL becomes `https://pay.example.com/live`. A name serves one stack only.
   *
   * @default - the name that API Gateway gives.
   */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /**
   * Requests per second that each method takes of anybody, with a wrong key or none as well; also the limit of webhooks.
   * A flood above it is answered 429, and takes good callers' requests along.
   *
   * @default 500 - ten times the callers' rate. The authorizer judges so many with about eight of the ten concurrent
   * executions that a new account has.
   */
  readonly floodRatePerSecond?: number;
  /**
   * Requests of anybody that each method takes at once, on top of that rate.
   *
   * @default 500 - a second of the rate.
   */
  readonly floodBurst?: number;
  /**
   * How many requests each function of an effect may serve at once, which is also kept free for it: `bulkheads`, or
   * numbers like these. So a provider that hangs fills its own functions only: as many as it has, times the number.
   * AWS reserves nothing of the last 100 of an account's concurrency, and refuses a deployment that asks for them.
   *
   * @default - none: a new account has 10 in all, and the functions share what there is.
   */
  readonly reservedConcurrency?: Readonly<Partial<Record<Effect, number>>>;
  /**
   * Addresses to which alarms are sent: `['payments@example.com']`. Each gets a message first that it must confirm.
   *
   * @default - none: the alarms are there, and nobody is told. Others may subscribe to the topic `AlarmTopicArn`.
   */
  readonly alarmEmails?: readonly string[];
  /**
   * Limits of alarms, by their names: `{ 'callers-refused': 100 }`. The table in `alarms/alarm-table.ts` has the names and
   * what is counted: milliseconds, percent, or a number in the stretch of time that stands there.
   *
   * @default - the table's: for a shop of which nothing is known.
   */
  readonly thresholds?: Readonly<Partial<Record<AlarmId, number>>>;
  /**
   * How long the functions' logs are kept.
   *
   * @default 90 days, as long as the ledger keeps the operations that they speak of.
   */
  readonly logRetention?: RetentionDays;
  /**
   * How long the access log is kept. It holds callers and addresses, no bodies.
   *
   * @default 365 days: PCI DSS (10.5.1) asks for twelve months of who did what.
   */
  readonly accessLogRetention?: RetentionDays;
  /**
   * The merchant's own servers that are sent what happens, as signed webhooks: at most four, each with its own secret. Its
   * `url` is https and public; `types` are the types of events that it gets.
   *
   * @default - none. What happens goes to the bus in any case.
   */
  readonly endpoints?: readonly Endpoint[];
  /**
   * The ARN of the stream of the table that `ledgerTableName` names: without it nothing goes to the bus or to end points.
   *
   * @default - that of the stack's own table.
   */
  readonly ledgerStreamArn?: string;
};

export type Endpoint = {
  readonly name: string;
  readonly url: string;
  /** @default - all. */
  readonly types?: readonly EventType[];
};
