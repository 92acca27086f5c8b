import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { minimal, withStack } from './synthesize.ts';

/* The rules by which AWS's own reviewers look at a stack. What is not kept is here, with the reason. */

/** A rule that the stack does not keep: how many resources, and why that is right. */
type Acknowledgement = { readonly resources: number; readonly why: string };

/** Every function, which the number of rows decides. */
const all = -1;

const acknowledged: Readonly<Record<string, Acknowledgement>> = {
  'AwsSolutions-SMG4': {
    resources: 6,
    why: 'Providers offer no way to rotate a key by a program, callers are rotated by a command, the canary may only look, and another namespace of the ledger would charge everything again.',
  },
  'AwsSolutions-IAM5[Resource::*]': {
    resources: all,
    why: 'X-Ray knows no narrower resource. Another test shows that nothing else has a wildcard.',
  },
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
    {
      resources: 1,
      why: 'It is the policy that AWS documents for the role by which API Gateway writes its logs; nothing else has the role.',
    },
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]':
    {
      resources: 1,
      why: 'It is the narrowest policy that AWS has for the role by which CodeDeploy moves an alias of a function.',
    },
  'AwsSolutions-SQS3': {
    resources: 1,
    why: 'The queue is the dead-letter queue of the schedules; CDK’s EventInvokeConfig does not say so in a way that the rule sees.',
  },
  'Serverless-SQSRedrivePolicy': {
    resources: 1,
    why: 'A dead-letter queue has no other one behind it.',
  },
  'AwsSolutions-APIG2': {
    resources: 1,
    why: 'Bodies are checked in the function, which answers in the provider’s error shape; API Gateway could not.',
  },
  'AwsSolutions-APIG6': {
    resources: 1,
    why: 'Execution logs hold bodies. The access log has listed fields of every request instead.',
  },
  'AwsSolutions-COG4': {
    resources: all,
    why: 'Callers are servers with keys of the gateway, which its own authorizer knows; Cognito is for people.',
  },
  'AwsSolutions-APIG4': {
    resources: 2,
    why: 'Webhooks: a provider has no key of the gateway, and is recognised by its signature or token.',
  },
  'Serverless-LambdaTracing': {
    resources: 5,
    why: 'Schedules start them, and Lambda would trace every run, whatever the stack’s rule for sampling says.',
  },
  'Serverless-LambdaDLQ': {
    resources: all,
    why: 'A function that a request starts is answered or fails at once. Those that schedules start have the queue by their EventInvokeConfig.',
  },
};

/** How many resources break each rule. */
const findings = (): Promise<Map<string, number>> =>
  withStack({ ...minimal, mode: 'live' }, (stack) => {
    const { root } = stack.node;
    if (!App.isApp(root)) throw new Error('The stack is in no app.');
    const context = { appConstruct: root, templatePaths: [], stackTemplates: [] };
    const reports = [new AwsSolutionsChecks(root), new ServerlessChecks(root)].map((pack) =>
      pack.validate(context),
    );
    return new Map(
      reports
        .flatMap(({ violations }) => violations)
        .map(({ ruleName, violatingResources }) => [ruleName, violatingResources.length]),
    );
  });

test('every rule of AWS’s solutions and serverless packs is kept, or it is said why not', async () => {
  const found = await findings();

  expect([...found.keys()].sort()).toEqual(Object.keys(acknowledged).sort());
  for (const [rule, { resources }] of Object.entries(acknowledged)) {
    if (resources !== all) expect([rule, found.get(rule)]).toEqual([rule, resources]);
  }
}, 120_000);
