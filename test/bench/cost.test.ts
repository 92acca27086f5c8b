import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import { readTemplate } from '../../lib/local/template/template.ts';
import {
  costOfMillion,
  costsFile,
  idleCostOfMonth,
  requestKinds,
  totalOf,
  withCosts,
} from './cost.ts';

const byName = (name: string) => {
  const kind = requestKinds.find((each) => each.name.startsWith(name));
  if (kind === undefined) throw new Error(`There is no ${name}.`);
  return kind;
};

describe('a million requests', () => {
  test('of a create write 8 units each: 2 for the claim, 6 for the completed record of 3 kB', () => {
    expect(byName('new operation (create)').writeUnits).toBe(8);
  });

  test('that only read pay nothing for the table', () => {
    expect(costOfMillion(byName('read')).table).toBe(0);
  });

  test('cost most where something is new, least where it is replayed', () => {
    const [create, replay] = [byName('new'), byName('replay')].map((kind) =>
      totalOf(costOfMillion(kind)),
    ) as [number, number];

    expect(replay).toBeLessThan(create);
    expect(create).toBeGreaterThan(15);
    expect(create).toBeLessThan(30);
  });
});

test('an idle stack pays for its secrets, its metrics and a run a minute', () => {
  expect(idleCostOfMonth(3) - idleCostOfMonth(0)).toBeCloseTo(1.2);
  expect(idleCostOfMonth(0)).toBeGreaterThan(1.5);
  expect(idleCostOfMonth(0)).toBeLessThan(1.75);
});

test('its README tells these costs, of as many secrets as the stack has: npm run bench -- --cost', async () => {
  const readme = readFileSync(costsFile, 'utf8');

  const { secrets } = readTemplate(process.env['LOCAL_ASSEMBLY'] ?? '');

  const computed = withCosts(readme, secrets.length);
  expect(readme).toContain('<!-- costs -->');
  expect(readme).toBe(await format(computed, { parser: 'markdown', printWidth: 100 }));
});
