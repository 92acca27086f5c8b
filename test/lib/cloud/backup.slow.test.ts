import { expect, test } from '@jest/globals';
import { minimal, synthesize } from './synthesize.ts';
import { ofType, onlyOne, result } from './template-reader.ts';

/* The copies of the table that outlive point-in-time recovery. */

const environment = minimal;

test('there are none unless an environment asks for them', async () => {
  expect(ofType(await synthesize(environment), 'AWS::Backup::BackupVault').size).toBe(0);
}, 120_000);

test.each([
  ['governance', { MinRetentionDays: 400 }],
  ['compliance', { MinRetentionDays: 400, ChangeableForDays: 3 }],
] as const)(
  'with a %s lock the table is copied every day, and kept',
  async (lock, configuration) => {
    const template = await synthesize({ ...environment, backup: { keepDays: 400, lock } });
    const vault = onlyOne(template, 'AWS::Backup::BackupVault');

    expect(vault.Properties['LockConfiguration']).toEqual(configuration);
    expect(vault.DeletionPolicy).toBe('Retain');
    expect(onlyOne(template, 'AWS::Backup::BackupPlan').Properties['BackupPlan']).toMatchObject({
      BackupPlanRule: [
        { ScheduleExpression: 'cron(0 18 * * ? *)', Lifecycle: { DeleteAfterDays: 400 } },
      ],
    });
    expect(
      result(
        template,
        onlyOne(template, 'AWS::Backup::BackupSelection').Properties['BackupSelection'],
      ),
    ).toMatchObject({ Resources: ['LedgerTable/Table'] });
  },
  120_000,
);

test('the table that is in use is copied, where it was restored to another', async () => {
  const template = await synthesize({
    ...environment,
    ledgerTableName: 'the-restored-one',
    backup: { keepDays: 40, lock: 'governance' },
  });

  expect(JSON.stringify(onlyOne(template, 'AWS::Backup::BackupSelection').Properties)).toContain(
    'table/the-restored-one',
  );
}, 120_000);
