import type { Command } from 'commander';
import { UsageError } from '../host/usage-error.ts';
import { findRunning } from '../host/running.ts';
import { cloudTarget, localTarget, type Target } from './targets.ts';
import { UsageMistake } from './usage-mistake.ts';

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

/** @throws UsageMistake where options of both, or of neither, are given: nobody may take one for the other */
function checkWhere({ local, sandbox, table, secret }: Where): void {
  if (local === true && table !== undefined) {
    throw new UsageMistake('Say either --local or --table, not both.');
  }
  if (local !== true && table === undefined) {
    throw new UsageMistake(
      'Which gateway? Say --local for the system that npm start runs, or --table NAME for a stack in AWS.',
    );
  }
  if (local === true && secret !== undefined) {
    throw new UsageMistake('--secret belongs to --table: the local system knows its own secrets.');
  }
  if (table !== undefined && sandbox !== undefined) {
    throw new UsageMistake('--sandbox belongs to --local: a stack in AWS has none.');
  }
}

/** Where the local system's simulator listens. @throws UsageError where nothing runs there */
export function sandboxOf({ sandbox }: Pick<Where, 'sandbox'>): string {
  const url = sandbox ?? findRunning()?.simulatorUrl;
  if (url === undefined) {
    throw new UsageError(
      'No local system of this folder is running. Start it first: npm start. Or name another’s simulator: --sandbox URL',
    );
  }
  return url;
}

/** @throws UsageError where it is not said, or nothing runs there */
export async function targetOf(where: Where): Promise<Target> {
  checkWhere(where);
  const { table, secret } = where;
  return table === undefined
    ? localTarget(sandboxOf(where))
    : cloudTarget({ table, secretOf: () => secret });
}
