import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from '../../../../functions/gateway/operation/show.ts';
import { invoke, startWorld, type World } from '../../../support/handler.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

test.each([
  'op_4111111111111111ABCDEFGHJK',
  'op_A1B2C3D4E54111111111111111',
  'op_00000000000000000000000000',
])('an id that a caller made up is not logged: %s', async (operationId) => {
  const { status, line } = await invoke(start(), { path: { operationId } });

  expect(status).toBe(404);
  expect(JSON.stringify(line)).not.toContain(operationId);
  expect(JSON.stringify(line)).not.toContain('4111111111111111');
});
