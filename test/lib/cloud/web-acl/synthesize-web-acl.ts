import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import { operationIds } from '../../../../functions/operations.ts';
import { providers } from '../../../../functions/providers/providers.ts';
import { defaults } from '../../../../lib/cloud/environments/defaults.ts';
import type { Environment } from '../../../../lib/cloud/environments/environment.ts';
import { WebAcl } from '../../../../lib/cloud/web-acl/web-acl.ts';
import type { Template } from '../template-reader.ts';

export const environment: Environment = {
  stackName: 'a-gateway',
  mode: 'test',
  cardData: 'tokens-only',
  accountCloudWatchRole: 'exists',
};

/** The web ACL of an environment alone, in front of an API of nothing: no test of its rules waits for a whole stack. */
export function synthesizeWebAcl(changes: Partial<Environment> = {}): Template {
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Stack', {
    stackName: environment.stackName,
    env: { region: defaults.region },
  });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET');
  new WebAcl(stack, 'WebAcl', {
    environment: { ...defaults, ...environment, ...changes },
    operations: operationIds,
    providers,
    stage: api.deploymentStage,
  });
  return Assertions.fromStack(stack).toJSON() as Template;
}
