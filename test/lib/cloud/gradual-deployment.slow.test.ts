import { beforeAll, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../functions/operations.ts';
import type { Environment } from '../../../lib/cloud/environments/environment.ts';
import { minimal, synthesize } from './synthesize.ts';
import { methods, ofType, result, type Template } from './template-reader.ts';

/* How a new version of the functions that move money takes over. */

const environment: Environment = { ...minimal, mode: 'live' };

let live: Template;
beforeAll(async () => {
  live = await synthesize(environment);
}, 120_000);

const moving = operationIds.filter((id) => rowOf(id).effect === 'mutation');

/** What the method of an operation calls. */
function handlerOf(template: Template, id: (typeof operationIds)[number]): string {
  const { route } = rowOf(id);
  const integration = methods(template).get(route ?? '')?.Properties['Integration'];
  return JSON.stringify(result(template, integration));
}

test('a live stack calls the functions that move money by an alias, and the others by themselves', () => {
  for (const id of operationIds.filter((each) => rowOf(each).route !== undefined)) {
    const isByAlias = handlerOf(live, id).includes(`Deployment/${id}/Alias`);

    expect([id, isByAlias]).toEqual([id, moving.includes(id)]);
  }
});

test('only the alias may be called by the API', () => {
  const permitted = [...ofType(live, 'AWS::Lambda::Permission').values()].map(({ Properties }) =>
    String(result(live, Properties['FunctionName'])),
  );

  for (const id of moving) {
    expect(permitted).toContain(`Deployment/${id}/Alias`);
    expect(permitted).not.toContain(`${id}/Lambda`);
  }
});

test('each takes over step by step, and goes back by one alarm', () => {
  const groups = ofType(live, 'AWS::CodeDeploy::DeploymentGroup');

  expect([...groups.keys()].sort()).toEqual(
    moving.map((id) => `Deployment/${id}/Deployment`).sort(),
  );
  for (const { Properties } of groups.values()) {
    expect(result(live, Properties)).toMatchObject({
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'Alarms/defects' }] },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
      },
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    });
  }
});

test.each([
  ['a test stack', { ...environment, mode: 'test' }],
  ['a live stack that says so', { ...environment, deployment: 'at-once' }],
] as const)(
  '%s changes at once',
  async (_, of) => {
    const template = await synthesize(of);

    expect(ofType(template, 'AWS::Lambda::Alias').size).toBe(0);
    expect(ofType(template, 'AWS::CodeDeploy::DeploymentGroup').size).toBe(0);
    expect(handlerOf(template, 'komoju.payment.create')).toContain('komoju.payment.create/Lambda');
  },
  120_000,
);
