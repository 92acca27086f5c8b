import { Stack } from 'aws-cdk-lib';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { OperationId } from '../../../functions/operations.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import { answerBodies, blockWith } from './answers.ts';
import { rangesByVersion } from './caller-addresses.ts';
import { rulesOf, type WebAclRule } from './rules.ts';

/** Samples show a request's headers, its query, and what of a body a rule found. */
const hidden = [
  { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization'] },
  { fieldType: 'QUERY_STRING' },
  { fieldType: 'BODY' },
];

export type WebAclProps = {
  readonly environment: CompleteEnvironment;
  /** The operations that the stack serves. */
  readonly operations: readonly OperationId[];
  /** In whose error shapes it answers. */
  readonly providers: readonly Provider[];
  /** What it stands in front of, under whatever name a request comes. */
  readonly stage: Stage;
};

/**
 * The web ACL in front of the API: what is stopped before it costs a function, the authorizer included.
 *
 * @throws Error for callers' addresses that are none
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { environment, operations } = props;
    const callerSetArns = this.#addressSets(environment.callerAddresses);
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: rulesOf({ environment, operations, callerSetArns }).map(asDeployed),
      customResponseBodies: answerBodies(props.providers),
      // All of the largest body that is taken; AWS's own setting is 16 kB.
      associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: 'KB_64' } } },
      dataProtectionConfig: {
        dataProtections: hidden.map((field) => ({ field, action: 'SUBSTITUTION' })),
      },
      // What no rule stops may be a webhook.
      visibilityConfig: visibility(Stack.of(this).stackName, false),
    });
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: acl.attrArn,
      resourceArn: props.stage.stageArn,
    });
  }

  #addressSets(ranges: readonly string[] | undefined): string[] {
    if (ranges === undefined) return [];
    return [...rangesByVersion(ranges)].map(
      ([ipAddressVersion, addresses]) =>
        new CfnIPSet(this, `Callers.${ipAddressVersion}`, {
          scope: 'REGIONAL',
          ipAddressVersion,
          addresses: [...addresses],
        }).attrArn,
    );
  }
}

const visibility = (
  metricName: string,
  sampledRequestsEnabled: boolean,
): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled,
});

function asDeployed(
  { name, statement, answer, isSampled }: WebAclRule,
  priority: number,
): CfnWebACL.RuleProperty {
  const common = { name, priority, statement, visibilityConfig: visibility(name, isSampled) };
  if (answer === 'its-rules-decide') return { ...common, overrideAction: { none: {} } };
  return { ...common, action: answer === 'forbidden' ? { block: {} } : blockWith(answer) };
}
