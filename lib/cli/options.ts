import type { Command } from 'commander';
import { UsageError } from '../local/host/usage-error.ts';
import { readRunning } from '../local/host/running.ts';
import { cloudTarget, localTarget, type Target } from './targets.ts';

/** Which gateway a command is about. */
export type Where = {
  readonly local?: boolean;
  readonly sandbox?: string;
  readonly table?: string;
  readonly secret?: string;
};

/** Adds the options by which every command is told which gateway it is about, and how it answers. */
export const withTarget = (command: Command): Command =>
  command
    .option('--local', 'the system that npm start runs on this machine')
    .option('--sandbox <url>', 'with --local: where its simulator listens, if there are several')
    .option('--table <name>', 'the ledger of a stack in the AWS account in use')
    .option('--secret <arn>', "with --table: the provider's secret, where the provider is read")
    .option('--json', 'print one JSON document; what is for people goes to the error output');

/** @throws UsageError where it is not said, or nothing runs there */
export async function targetOf({ local, sandbox, table, secret }: Where): Promise<Target> {
  if (local === true && table !== undefined) {
    throw new UsageError('Say either --local or --table, not both.');
  }
  if (table !== undefined) return cloudTarget({ table, secret });
  if (local !== true) {
    throw new UsageError(
      'Which gateway? Say --local for the system that npm start runs, or --table NAME for a stack in AWS.',
    );
  }
  const url = sandbox ?? readRunning()?.simulatorUrl;
  if (url === undefined) {
    throw new UsageError('No local system is running. Start it first: npm start');
  }
  return localTarget(url);
}
