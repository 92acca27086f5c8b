import { createHash } from 'node:crypto';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';

/** The share of requests that leave a trace, which the table of costs counts with: test/bench/README.md. */
export const tracedShare = 0.05;

/**
 * Traces in each second before the share counts. None: one a second would be every request of a shop that is not busy,
 * and 13 dollars a month, whatever the share is.
 */
const reservoirSize = 0;

/** Rules are tried from 1 up, X-Ray's default last at 10,000. Below stays room for a person's own, for a while. */
const priority = 5000;

/** Names are unique in an account and region, as stacks' are, but may have 32 characters only. */
const maxNameLength = 32;

/** The stack's name, cut where it is too long; a hash then keeps it unique. */
export function ruleNameOf(stackName: string): string {
  if (stackName.length <= maxNameLength) return stackName;
  const hash = createHash('sha256').update(stackName).digest('hex').slice(0, 8);
  return `${stackName.slice(0, maxNameLength - hash.length - 1)}-${hash}`;
}

/** How many of the stage's requests X-Ray traces; functions behind it do as it has decided. Without a rule it is one a second, and of the others one in twenty. */
export class SamplingRule extends Construct {
  constructor(scope: Construct, id: string, { stackName, mode }: Environment) {
    super(scope, id);
    new CfnSamplingRule(this, 'Rule', {
      samplingRule: {
        ruleName: ruleNameOf(stackName),
        version: 1,
        priority,
        fixedRate: tracedShare,
        reservoirSize,
        // The names of the API and of its stage.
        serviceName: `${stackName}/${mode}`,
        serviceType: 'AWS::ApiGateway::Stage',
        host: '*',
        httpMethod: '*',
        urlPath: '*',
        resourceArn: '*',
      },
    });
  }
}
