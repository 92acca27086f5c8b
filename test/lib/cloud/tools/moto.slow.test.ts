import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { environments } from '../../../../lib/cloud/environments/environments.ts';
import { isInstalled, printed, withTemplates } from './tool.ts';

/* moto imitates CloudFormation and what it makes. It finds a reference that leads nowhere, and a circle of them. */

type Made = {
  readonly name: string;
  readonly status: string;
  readonly made: number;
  readonly lacking: readonly string[];
};

/** The types that moto 5 cannot make. */
const unknownToMoto = [
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Pipes::Pipe',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::Secret',
  'AWS::WAFv2::WebACL',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::XRay::SamplingRule',
];

const python = process.env['MOTO_PYTHON'] ?? 'python3';
const isThere = isInstalled(
  python,
  ['-c', 'import moto.cloudformation'],
  "pip install 'moto[cloudformation]', and name that Python in MOTO_PYTHON",
);

(isThere ? test : test.skip)(
  'moto’s CloudFormation makes every stack, but for the types that it does not know',
  async () => {
    const script = join(import.meta.dirname, 'create_stacks.py');
    const text = await withTemplates((paths) => printed(python, [script, ...paths]));
    const stacks = JSON.parse(text) as readonly Made[];

    expect(stacks.map(({ name }) => name).sort()).toEqual(
      environments.map(({ stackName }) => stackName).sort(),
    );
    expect(stacks.map(({ status }) => status)).toEqual(stacks.map(() => 'CREATE_COMPLETE'));
    const lacking = new Set(stacks.flatMap((stack) => stack.lacking));
    expect([...lacking].sort()).toEqual(unknownToMoto);
    for (const { made } of stacks) expect(made).toBeGreaterThan(250);
  },
  600_000,
);
