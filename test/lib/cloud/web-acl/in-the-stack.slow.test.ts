import { synthesize } from '../synthesize.ts';
import { onlyOne, result } from '../template-reader.ts';
import { rulesIn } from './local-web-acl.ts';
import { environment, synthesizeWebAcl } from './synthesize-web-acl.ts';

/* What the whole stack makes of an environment; the rules have tests of their own. */

test('a stack has the web ACL of its environment in front of its stage', async () => {
  const template = await synthesize(environment);
  const { ResourceArn } = onlyOne(template, 'AWS::WAFv2::WebACLAssociation').Properties;

  expect(result(template, ResourceArn)).toBe(
    'arn:aws:apigateway:ap-northeast-1::/restapis/RestApi/Api/stages/RestApi/Api/DeploymentStage.test',
  );
  expect(rulesIn(template)).toEqual(rulesIn(synthesizeWebAcl()));
}, 120_000);

test('a stack may do without', async () => {
  const { Resources } = await synthesize({ ...environment, webAcl: false });

  expect(Object.values(Resources).filter(({ Type }) => Type.includes('WAF'))).toEqual([]);
}, 120_000);

test('addresses without a web ACL to keep them are refused', async () => {
  const wanted = { ...environment, webAcl: false, callerAddresses: ['203.0.113.0/24'] };

  await expect(synthesize(wanted)).rejects.toThrow('Leave out one of the two');
}, 120_000);

test('a provider that the stack does not serve has no path in its rules', async () => {
  const template = await synthesize({ ...environment, providers: ['coiney'] });
  const text = JSON.stringify(rulesIn(template));

  expect(text).toContain('/coiney/webhooks/');
  expect(text).not.toContain('komoju');
}, 120_000);
