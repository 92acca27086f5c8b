import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import { inPlaceOfBundles } from '../../../lib/bundle/bundle.ts';
import { providers } from '../../../functions/providers/providers.ts';
import type { Environment } from '../../../lib/cloud/environments/environment.ts';
import { PaymentsStack } from '../../../lib/cloud/payments-stack.ts';
import type { Template } from './template-reader.ts';

/** A test stack in which nothing is set that need not be, but an end point: without one a function would be missing. */
export const minimal: Environment = {
  stackName: 'a-gateway',
  mode: 'test',
  cardData: 'tokens-only',
  accountCloudWatchRole: 'create',
  endpoints: [{ name: 'shop', url: 'https://shop.example.com/webhooks' }],
};

/** What is read of an environment's stack, around functions that do nothing: no test of it waits for a bundle. */
export async function withStack<Read>(
  environment: Environment,
  read: (stack: PaymentsStack) => Read,
): Promise<Read> {
  const folder = await mkdtemp(join(tmpdir(), 'payments-stack-'));
  try {
    const code = join(folder, 'code');
    await mkdir(code);
    await writeFile(join(code, 'index.cjs'), 'exports.handler = () => {};');
    const bundles = inPlaceOfBundles(code);
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const stack = new PaymentsStack(app, 'Stack', {
      environment,
      bundles,
      providers,
    });
    return read(stack);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The template of an environment. */
export const synthesize = (environment: Environment): Promise<Template> =>
  withStack(environment, (stack) => Assertions.fromStack(stack).toJSON() as Template);
