import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Domain } from '../../../../lib/cloud/domain/domain.ts';
import type { Environment } from '../../../../lib/cloud/environments/environment.ts';
import { synthesize } from '../synthesize.ts';
import { ofType, onlyOne, result, type Template } from '../template-reader.ts';

/* A name of the merchant's own for the API. */

const certificateArn =
  'arn:aws:acm:ap-northeast-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';

const environment: Environment = {
  stackName: 'a-gateway',
  mode: 'test',
  cardData: 'tokens-only',
  accountCloudWatchRole: 'exists',
  domain: { name: 'pay.example.com', certificateArn },
};

describe('a stack with a domain', () => {
  let template: Template;
  beforeAll(async () => {
    template = await synthesize(environment);
  }, 120_000);

  const output = (name: string): unknown => result(template, template.Outputs[name]?.Value);
  const stage = 'RestApi/Api/DeploymentStage.test';

  test('has the name, with the TLS of the API', () => {
    const { Properties: domain } = onlyOne(template, 'AWS::ApiGateway::DomainName');
    const { Properties: api } = onlyOne(template, 'AWS::ApiGateway::RestApi');

    expect(domain).toEqual({
      DomainName: 'pay.example.com',
      RegionalCertificateArn: certificateArn,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
    });
    expect(api).toMatchObject({
      SecurityPolicy: domain['SecurityPolicy'],
      EndpointAccessMode: domain['EndpointAccessMode'],
    });
  });

  test('leads to the stage under the stage’s own word, so that a base URL ends in its mode', () => {
    const { Properties } = onlyOne(template, 'AWS::ApiGateway::BasePathMapping');

    expect(result(template, Properties)).toEqual({
      DomainName: 'Domain/DomainName',
      BasePath: stage,
      RestApiId: 'RestApi/Api',
      Stage: stage,
    });
    expect(onlyOne(template, 'AWS::ApiGateway::Stage').Properties['StageName']).toBe('test');
    expect(output('BaseUrl')).toBe(`https://pay.example.com/${stage}`);
  });

  test('tells what the name must point to', () => {
    expect(template.Outputs['DomainTarget']?.Value).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Domain/), 'RegionalDomainName'],
    });
  });

  test('is still reached by API Gateway’s own name: webhooks and open operations go on', () => {
    const { Properties } = onlyOne(template, 'AWS::ApiGateway::RestApi');

    expect(Properties['DisableExecuteApiEndpoint']).toBeUndefined();
  });

  test('keeps its web ACL in front of the stage, whichever name is used', () => {
    const { ResourceArn } = onlyOne(template, 'AWS::WAFv2::WebACLAssociation').Properties;

    expect(result(template, ResourceArn)).toMatch(new RegExp(`/stages/${stage}$`));
  });
});

/** The domain alone, in front of an API of nothing: no test of it waits for a whole stack. */
function makeDomain(name: string, arn: string): void {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'ap-northeast-1' } });
  const api = new RestApi(stack, 'Api');
  new Domain(stack, 'Domain', { name, certificateArn: arn, stage: api.deploymentStage });
}

describe('a domain is refused', () => {
  test.each([
    'https://pay.example.com',
    'pay.example.com/test',
    'Pay.example.com',
    'pay',
    'pay..example.com',
    '-pay.example.com',
    '',
  ])('with the name %j', (name) => {
    expect(() => {
      makeDomain(name, certificateArn);
    }).toThrow(`domain: '${name}' is no name.`);
  });

  test.each([
    certificateArn.replace('ap-northeast-1', 'us-east-1'),
    certificateArn.replace(':acm:', ':iam:'),
    'certificate/1',
    '',
  ])('with the certificate %j', (arn) => {
    expect(() => {
      makeDomain('pay.example.com', arn);
    }).toThrow('in ap-northeast-1, where the stack is.');
  });

  test.each(['pay.example.com', 'a.b-c.example.co.jp', '1.example.com'])('not as %s', (name) => {
    expect(() => {
      makeDomain(name, certificateArn);
    }).not.toThrow();
  });
});

test('a stack without a domain has nothing of it', async () => {
  const { domain, ...none } = environment;
  const template = await synthesize(none);

  expect(domain).toBeDefined();
  expect(ofType(template, 'AWS::ApiGateway::DomainName').size).toBe(0);
  expect(template.Outputs['DomainTarget']).toBeUndefined();
}, 120_000);
