import { Stack } from 'aws-cdk-lib';
import { CfnBasePathMapping, CfnDomainName, type Stage } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';
import { connections } from '../rest-api/rest-api.ts';

export type DomainProps = NonNullable<Environment['domain']> & {
  /** What the name leads to. */
  readonly stage: Stage;
};

/**
 * A name of the merchant's own for the API. The path begins with the stage, as at API Gateway's own name, so that a base
 * URL still ends in its mode.
 *
 * API Gateway's own name goes on working. It leads through the same web ACL, authorizer and TLS, so nobody gets past
 * anything by it; without it the webhooks that providers send to the old URL, and callers in the middle of an operation,
 * would get 403 from one moment to the next.
 *
 * @throws Error for a name that is none, or a certificate of another region
 */
export class Domain extends Construct {
  /** The base URL under the name. */
  readonly url: string;
  /** What the name must point to in the DNS, which is the merchant's. */
  readonly target: string;

  constructor(scope: Construct, id: string, { name, certificateArn, stage }: DomainProps) {
    super(scope, id);
    checkName(name);
    checkCertificate(certificateArn, Stack.of(this).region);
    const domain = new CfnDomainName(this, 'DomainName', {
      domainName: name,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...connections,
    });
    new CfnBasePathMapping(this, 'Mapping', {
      domainName: domain.ref,
      basePath: stage.stageName,
      restApiId: stage.restApi.restApiId,
      stage: stage.stageName,
    });
    this.url = `https://${name}/${stage.stageName}`;
    this.target = domain.attrRegionalDomainName;
  }
}

function checkName(name: string): void {
  if (!/^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/.test(name))
    throw new Error(
      `domain: '${name}' is no name. Write it in small letters, without https:// and without a path: pay.example.com.`,
    );
}

function checkCertificate(arn: string, region: string): void {
  const [, of] = /^arn:[\w-]+:acm:([\w-]+):\d{12}:certificate\/[\w-]+$/.exec(arn) ?? [];
  if (of !== region)
    throw new Error(
      `domain: certificateArn must be the ARN of a certificate of AWS Certificate Manager in ${region}, where the stack is.`,
    );
}
