import { App } from 'aws-cdk-lib';
import { providers } from '../functions/providers/providers.ts';
import { bundle } from '../lib/bundle/bundle.ts';
import { withCodeCaches } from '../lib/bundle/code-cache/code-caches.ts';
import { runtimeOf, runtimeVersion } from '../lib/bundle/code-cache/runtime.ts';
import { readEnvironments } from '../lib/cloud/environments/environments.ts';
import { architecture } from '../lib/cloud/operation-function.ts';
import { PaymentsStack } from '../lib/cloud/payments-stack.ts';

// Beside cdk.out rather than in it: CDK copies the bundles there.
const bundles = await bundle('cdk.out.bundles');

async function makeCodeCaches(): Promise<typeof bundles> {
  const runtime = await runtimeOf({ platform: 'linux', arch: architecture.name });
  if (runtime !== undefined) {
    return withCodeCaches(bundles, { outdir: 'cdk.out.code-caches', runtime });
  }
  const name = `Node ${runtimeVersion} for linux-${architecture.name}`;
  process.stderr.write(
    `No code caches: ${name} does not run here. Cold starts take a fifth longer.\n`,
  );
  return bundles;
}

const environments = readEnvironments();
const isWanted = ({ codeCache }: (typeof environments)[number]): boolean => codeCache ?? true;
const cached = environments.some(isWanted) ? await makeCodeCaches() : bundles;
const app = new App();
for (const environment of environments) {
  new PaymentsStack(app, environment.stackName, {
    environment,
    bundles: isWanted(environment) ? cached : bundles,
    providers,
  });
}
