import { expect, test } from '@jest/globals';
import { startRestoredTable } from '../support/restored-table.ts';
import { startTable } from '../support/table.ts';
import { gateway, hereOf, spawnGateway } from './gateway-command.ts';
import { startSystem } from './system.ts';

/* `restore` as a person types it. */

test('is a command, and a table that does not say its point needs a moment', async () => {
  const local = await startSystem();
  const past = '2020-01-01T00:00:00Z';

  const outcome = await gateway('restore', 'declare', '--to', past, ...hereOf(local));
  const json = await gateway('restore', 'in-use', '--json', ...hereOf(local));
  const without = await gateway('restore', 'declare', ...hereOf(local));
  await gateway('restore', 'declare', '--to', past, '--yes', ...hereOf(local));
  const tried = await gateway('restore', 'in-use', '--json', ...hereOf(local));
  await local.close();

  expect([outcome.code, outcome.out]).toEqual([0, expect.stringMatching(/^Would write: /)]);
  expect([json.code, json.out]).toEqual([1, '']);
  expect(JSON.parse(tried.out)).toMatchObject({
    written: false,
    restored_to: past,
    guarded_until: expect.stringMatching(/Z$/),
  });
  expect(json.error).toMatch(/^Nothing is known of a restore of this table\./);
  expect([without.code, without.error]).toEqual([2, expect.stringContaining('Say it: --to')]);
}, 60_000);

test('is about a table, and says so', async () => {
  const { code, error } = await gateway('restore', 'in-use');

  expect([code, error]).toEqual([2, expect.stringContaining('either --table NAME')]);
});

test('is a command that asks nobody for a point that AWS knows', async () => {
  const summary = {
    RestoreDateTime: new Date('2026-11-21T06:00:00Z'),
    RestoreInProgress: false,
  };
  const table = await startTable();
  const restored = await startRestoredTable(table.endpoint, summary);
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_DYNAMODB: restored.url,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };

  const words = ['restore', 'declare', '--table', table.name, '--yes', '--json'];
  const outcome = await spawnGateway(words, env);
  restored.close();
  await table.close();

  expect([outcome.code, JSON.parse(outcome.out)]).toEqual([
    0,
    { written: true, restored_to: '2026-11-21T05:59:00Z', only_read: 0 },
  ]);
}, 60_000);
