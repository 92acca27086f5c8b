import { join } from 'node:path';
import { bundle } from '../../bundle/bundle.ts';
import { providers } from '../../../functions/providers/providers.ts';
import type { Environment } from '../../cloud/environments/environment.ts';

/** The stack that runs here: a test stack that takes card numbers, because the only cards are test cards. */
const local: Environment = {
  stackName: 'payment-gateway-local',
  mode: 'test',
  cardData: 'accept',
  accountCloudWatchRole: 'exists',
  // Where they really are is said at the start.
  endpoints: ['demo-shop', 'forward', 'second'].map((name) => ({
    name,
    url: `https://${name}.example/webhooks`,
  })),
};

/**
 * Bundles the functions and synthesizes the stack into `outdir`, as `cdk synth` would.
 *
 * The only file of the local host that loads the CDK, which takes longer than everything else together; it is loaded
 * while esbuild bundles in a process of its own.
 *
 * @param changes what is otherwise than in the stack that runs here
 * @returns the directory with the template
 */
export async function synthesizeLocal(
  outdir: string,
  changes: Partial<Environment> = {},
): Promise<string> {
  const bundling = bundle(join(outdir, 'bundles'));
  const [bundles, { App }, { PaymentsStack }] = await Promise.all([
    bundling,
    import('aws-cdk-lib'),
    import('../../cloud/payments-stack.ts'),
  ]);
  const app = new App({
    outdir: join(outdir, 'assembly'),
    analyticsReporting: false,
    // Would take 1.5 s of every start; `cdk synth` and the tests of the template do it.
    builtinCloudFormationValidation: false,
    context: {
      // The command line of the CDK sets both; by them the host finds each function and its bundle.
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:enable-asset-metadata': true,
    },
  });
  new PaymentsStack(app, local.stackName, {
    environment: { ...local, ...changes },
    bundles,
    providers,
  });
  return app.synth().directory;
}
