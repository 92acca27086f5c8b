import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Effect } from '../../../functions/operations.ts';
import type { Environment } from './environment.ts';

/** What holds where an environment says nothing. */
export const defaults: Required<
  Omit<
    Environment,
    | 'stackName'
    | 'mode'
    | 'cardData'
    | 'accountCloudWatchRole'
    | 'account'
    | 'operators'
    | 'backup'
    | 'deployment'
    | 'ledgerTableName'
    | 'leaveTable'
    | 'ledgerSecretArn'
    | 'providers'
    | 'providerVersions'
    | 'callerAddresses'
    | 'domain'
    | 'reservedConcurrency'
    | 'endpoints'
    | 'ledgerStreamArn'
    | 'alarmEmails'
    | 'thresholds'
  >
> = {
  region: 'ap-northeast-1',
  codeCache: true,
  customerManagedKey: false,
  throttleRatePerSecond: 50,
  throttleBurst: 100,
  webAcl: true,
  cardRequestsPerKeyAndMinute: 9000,
  keylessPerAddressAndMinute: 100,
  webhooksPerAddressAndMinute: 3000,
  floodRatePerSecond: 500,
  floodBurst: 500,
  logRetention: RetentionDays.THREE_MONTHS,
  accessLogRetention: RetentionDays.ONE_YEAR,
};

/**
 * For {@link Environment.reservedConcurrency}, in an account that has 1,000 and no other stack that reserves: with every
 * provider the functions reserve 892 of the 900 that may be. A request takes a function for as long as its provider
 * takes: at half a second, 30 are 60 requests a second, more than callers may send to a method.
 */
export const bulkheads: Readonly<Record<Effect, number>> = {
  mutation: 30,
  read: 30,
  // Answered from the table, in some tens of milliseconds.
  'record-read': 10,
  // A provider delivers again what is refused.
  inbox: 20,
  // One run, and one that begins before the last has ended.
  background: 2,
  health: 5,
  // Each try takes at most ten seconds.
  delivery: 10,
  canary: 1,
  // Ten milliseconds for each new key: a flood of 500 a second, and its cold starts.
  authorizer: 50,
};

/** An environment with its gaps filled. */
export type CompleteEnvironment = Environment & typeof defaults;

/** How new versions take over where an environment says nothing. */
export const deploymentOf = ({ mode, deployment }: Environment): 'gradual' | 'at-once' =>
  deployment ?? (mode === 'live' ? 'gradual' : 'at-once');
