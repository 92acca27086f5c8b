import type { Listening } from '../../lib/host/listen.ts';
import { environmentOf } from '../support/environment.ts';
import { serveStacks, type Outputs } from '../support/stack-server.ts';
import type { System } from './system.ts';

/** A running system that stands for stacks in AWS. */
export type Stacks = Pick<Listening, 'close'> & {
  /** The environment in which a process meets its table and secrets where AWS would be. */
  readonly env: NodeJS.ProcessEnv;
};

/** The outputs that a stack in test mode would have, if it were the running system. */
export async function outputsOf(local: System): Promise<Outputs> {
  const { settings } = await environmentOf(local);
  const of = (name: string): string => settings[name] ?? '';
  return {
    BaseUrl: 'https://a1b2c3.execute-api.ap-northeast-1.amazonaws.com/test',
    LedgerTableName: of('LEDGER_TABLE'),
    CallersSecretArn: of('CALLERS_SECRET'),
    LedgerSecretArn: of('LEDGER_SECRET'),
    KomojuSecretArn: of('KOMOJU_SECRET'),
  };
}

/** Serves stacks by their names, over a running system's table and secrets. */
export async function startStacks(
  local: System,
  stacks: Readonly<Record<string, Outputs>>,
): Promise<Stacks> {
  const { endpoints } = await environmentOf(local);
  const cloud = await serveStacks(stacks);
  const env = {
    ...process.env,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: local.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.credentials.secretAccessKey,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloud.url,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints['dynamodb'],
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints['secretsManager'],
  };
  return { env, close: () => cloud.close() };
}
