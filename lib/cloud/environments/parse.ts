import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import type { Effect } from '../../../functions/operations.ts';
import { whyNotPublic } from '../../../functions/deliveries/network/public-address.ts';
import { eventTypes, type EventType } from '../../../functions/events/event-types.ts';
import { alarmIds, type AlarmId } from '../alarms/alarm-table.ts';
import { bulkheads } from './defaults.ts';
import type { Environment } from './environment.ts';

const word = z.string().min(1);
const count = z.int().min(1);
const days = z.enum(RetentionDays);
const alarms = z.enum(alarmIds as [AlarmId, ...AlarmId[]]);
const effects = z.enum(Object.keys(bulkheads) as [Effect, ...Effect[]]);

const endpoint = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z\d-]{0,30}$/, 'small letters, digits and dashes, first a letter'),
  url: z.string().refine((url) => whyNotPublic(url) === undefined, {
    error: ({ input }) => whyNotPublic(String(input)),
  }),
  types: z
    .array(z.enum(Object.keys(eventTypes) as [EventType, ...EventType[]]))
    .min(1)
    .optional(),
});

/** The members of one stack, as JSON has them. What each means is said in environment.ts. */
const members = {
  stackName: z
    .string()
    .regex(/^[a-z][a-z\d-]{0,127}$/i, 'letters, digits and dashes, first a letter'),
  mode: z.enum(['live', 'test']),
  cardData: z.enum(['tokens-only', 'accept']),
  accountCloudWatchRole: z.enum(['create', 'exists']),
  region: word.optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'the twelve digits of an account, as a text')
    .optional(),
  codeCache: z.boolean().optional(),
  customerManagedKey: z.boolean().optional(),
  operators: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
          'the ARN of an IAM role, as IAM shows it',
        ),
    )
    .min(1)
    .optional(),
  backup: z
    .strictObject({ keepDays: count.max(36_500), lock: z.enum(['governance', 'compliance']) })
    .optional(),
  deployment: z.enum(['gradual', 'at-once']).optional(),
  providerVersions: z.record(word, word).optional(),
  providers: z
    .array(word)
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'a provider stands there twice')
    .optional(),
  ledgerSecretArn: z.string().startsWith('arn:').optional(),
  ledgerTableName: word.optional(),
  leaveTable: z.boolean().optional(),
  throttleRatePerSecond: count.optional(),
  throttleBurst: count.optional(),
  webAcl: z.boolean().optional(),
  cardRequestsPerKeyAndMinute: count.min(10).optional(),
  keylessPerAddressAndMinute: count.min(10).optional(),
  webhooksPerAddressAndMinute: count.min(10).optional(),
  callerAddresses: z.array(word).min(1).optional(),
  domain: z.strictObject({ name: word, certificateArn: word }).optional(),
  floodRatePerSecond: count.optional(),
  floodBurst: count.optional(),
  reservedConcurrency: z
    .literal('bulkheads')
    .transform(() => bulkheads)
    .or(z.partialRecord(effects, count))
    .optional(),
  endpoints: z
    .array(endpoint)
    .min(1)
    .max(4)
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      'two end points have the same name',
    )
    .optional(),
  ledgerStreamArn: z.string().startsWith('arn:').optional(),
  alarmEmails: z.array(z.email()).min(1).optional(),
  thresholds: z.partialRecord(alarms, z.number().min(0)).optional(),
  logRetention: days.optional(),
  accessLogRetention: days.optional(),
} satisfies Readonly<Record<keyof Environment, z.ZodType>>;

const environment = z
  .strictObject(members)
  .refine(
    ({ ledgerSecretArn, ledgerTableName }) =>
      ledgerSecretArn === undefined || ledgerTableName !== undefined,
    'ledgerSecretArn continues an old ledger, which needs its table too: ledgerTableName',
  );

const file = z
  .strictObject({ environments: z.array(environment).min(1) })
  .refine(
    ({ environments }) =>
      new Set(environments.map((each) => each.stackName)).size === environments.length,
    'two environments have the same stackName',
  );

/**
 * The environments of a merchant's file.
 *
 * @param name what the file is called in an error
 * @throws Error with everything that is wrong in the text, each with its place
 */
export function parseEnvironments(text: string, name: string): readonly Environment[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const result = file.safeParse(value);
  if (!result.success) throw new Error(`${name}:\n${z.prettifyError(result.error)}`);
  return result.data.environments as readonly Environment[];
}
