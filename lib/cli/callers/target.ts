import type { Command } from 'commander';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { sandboxOf } from '../options.ts';
import { localEnvironment, localSecrets } from '../targets.ts';
import { UsageMistake } from '../usage-mistake.ts';
import type { CallersSecret } from './secret.ts';

/** Whose callers a command is about. */
export type WhereCallers = {
  readonly local?: boolean;
  readonly sandbox?: string;
  readonly secret?: string;
  readonly json?: boolean;
};

/** Adds the options by which a command is told whose callers it is about, and how it answers. */
export const withCallers = (command: Command): Command =>
  command
    .option('--local', 'those of the system that npm start runs on this machine')
    .option('--sandbox <url>', 'with --local: where its simulator listens, if there are several')
    .option('--secret <arn>', 'those of a stack in the AWS account in use: its CallersSecretArn')
    .option('--json', 'print one JSON document; what is for people goes to the error output');

/** `arn:aws:secretsmanager:region:…` says where it is; a name is of the region that is in use. */
export function inRegionOf(arn: string): { readonly region?: string } {
  const [, region] = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(arn) ?? [];
  return region === undefined ? {} : { region };
}

/** @throws UsageError where it is not said whose callers, or nothing runs there */
export async function callersOf(where: WhereCallers): Promise<CallersSecret> {
  const { local = false, sandbox, secret } = where;
  if (local && secret !== undefined) {
    throw new UsageMistake('Whose callers? Say --local or --secret ARN, not both.');
  }
  if (!local && secret === undefined) {
    throw new UsageMistake(
      'Whose callers? Say --local for the system that npm start runs, or --secret ARN, with the output CallersSecretArn of a stack in AWS.',
    );
  }
  if (secret !== undefined) {
    if (sandbox !== undefined) throw new UsageMistake('--sandbox belongs to --local.');
    return { client: new SecretsManagerClient(inRegionOf(secret)), id: secret };
  }
  const environment = await localEnvironment(sandboxOf(where));
  const id = String(environment.settings['CALLERS_SECRET']);
  return { client: localSecrets(environment), id };
}
