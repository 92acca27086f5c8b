import { App } from 'aws-cdk-lib';
import { providers } from '../functions/providers/providers.ts';
import { bundle } from '../lib/bundle.ts';
import { readEnvironments } from '../lib/cloud/environments/environments.ts';
import { PaymentsStack } from '../lib/cloud/payments-stack.ts';

// Beside cdk.out rather than in it: CDK copies the bundles there.
const bundles = await bundle('cdk.out.bundles');
const app = new App();
for (const environment of readEnvironments()) {
  new PaymentsStack(app, environment.stackName, { environment, bundles, providers });
}
