import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Everything in which one deployed stack differs from another. Constructs read these fields and nothing else. */
export type Environment = {
  /** Name of the stack in CloudFormation. Two modes, two merchants or two regions are two stacks. */
  readonly stackName: string;
  /** Whether the stack moves real money. Keys of the other mode are refused, and the base URL ends in this word. */
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
   * Encrypts table and secrets with a KMS key of the stack, for those who must be able to withdraw it.
   *
   * @default false - keys that AWS manages: no monthly price, and one permission fewer to get wrong.
   */
  readonly customerManagedKey?: boolean;
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
   * Requests per second that each method takes before API Gateway answers 429 without running anything.
   *
   * @default 50 - more than a shop's peak, and far below the 10,000 that an account has for all its APIs together.
   */
  readonly throttleRatePerSecond?: number;
  /**
   * Requests that each method takes at once, on top of the rate.
   *
   * @default 100 - two seconds of the rate.
   */
  readonly throttleBurst?: number;
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
};

/** What holds where an environment says nothing. */
export const defaults: Required<
  Omit<
    Environment,
    | 'stackName'
    | 'mode'
    | 'cardData'
    | 'accountCloudWatchRole'
    | 'account'
    | 'ledgerTableName'
    | 'ledgerSecretArn'
    | 'providers'
    | 'providerVersions'
  >
> = {
  region: 'ap-northeast-1',
  customerManagedKey: false,
  throttleRatePerSecond: 50,
  throttleBurst: 100,
  logRetention: RetentionDays.THREE_MONTHS,
  accessLogRetention: RetentionDays.ONE_YEAR,
};

/** An environment with its gaps filled. */
export type CompleteEnvironment = Environment & typeof defaults;

/** The stacks that `cdk deploy` knows. */
export const environments: readonly Environment[] = [
  {
    stackName: 'payment-gateway-test',
    mode: 'test',
    cardData: 'tokens-only',
    accountCloudWatchRole: 'create',
  },
  {
    stackName: 'payment-gateway-live',
    mode: 'live',
    cardData: 'tokens-only',
    // Right for an account of its own, which live payments deserve; 'exists' where the test stack lives beside it.
    accountCloudWatchRole: 'create',
  },
];
