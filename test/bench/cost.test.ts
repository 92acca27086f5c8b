import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import type { ClaimRequest } from '../../functions/ledger/claim.ts';
import { executeOnce } from '../../functions/ledger/execute-once.ts';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import { now } from '../../functions/platform/clock.ts';
import type { Outcome } from '../../functions/providers/outcome.ts';
import { onlyOne, templateIn } from '../lib/cloud/template-reader.ts';
import { alarmsOf } from '../support/cloudwatch/alarms-of.ts';
import { readTemplate } from '../../lib/local/template/template.ts';
import {
  alarmMetrics,
  costOfMillion,
  costsFile,
  idleCostOfMonth,
  idleMetrics,
  secretsWithoutEndpoints,
  totalOf,
  tracedShare,
  webAclCostOfMonth,
  withCosts,
} from './cost.ts';
import { countingTable } from './record-size.ts';
import { answerBytes, createUnits, recordBytes, requestKinds } from './write-units.ts';

const template = () => templateIn(process.env['LOCAL_ASSEMBLY'] ?? '');

const byName = (name: string) => {
  const kind = requestKinds.find((each) => each.name.startsWith(name));
  if (kind === undefined) throw new Error(`There is no ${name}.`);
  return kind;
};

const hash = 'h'.repeat(43);
const hashes = { fingerprint: hash, sent: hash, sender: hash, keyCheck: 'h'.repeat(11) };

/** As the function of payments asks the ledger for one. */
const create: ClaimRequest = {
  id: `op_${'A'.repeat(26)}`,
  operation: 'komoju.payment.create',
  resendWithinMs: 1,
  caller: 'storefront',
  account: 'main',
  requested: { amount: 1000, currency: 'JPY' },
  fingerprintVersion: 1,
  fingerprint: () => hashes,
};

const paid = (body: string): Outcome => ({
  kind: 'done',
  answer: { status: 200, contentType: 'application/json; charset=utf-8', body },
  object: { id: exampleId, state: 'captured', amount: 1000, currency: 'JPY', resource: exampleId },
});
const exampleId = 'b6f9dbtqt5tmjxtxoa2szlaxj';

describe('a million requests', () => {
  test('of a create write 7 units each: 2 for the claim, 5 for the completed record of 1.8 kB', () => {
    expect(byName('new operation (create)').writeUnits).toBe(7);
    expect(createUnits(answerBytes.large)).toBe(9);
  });

  test('write records of the sizes that are reckoned with', async () => {
    const { client, sizes } = countingTable();
    const body = 'a'.repeat(answerBytes.usual);
    const store = ledgerStore(client, 'ledger', new AbortController().signal);
    const ports = { store, now, token: randomUUID, reportFinding: () => undefined };
    await executeOnce(ports, create, () => Promise.resolve(paid(body)));
    const [claimed = 0, completed = 0] = sizes;

    expect(Math.abs(claimed - recordBytes.claimed)).toBeLessThan(20);
    expect(Math.abs(completed - claimed - body.length - recordBytes.completion)).toBeLessThan(20);
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

test('the metrics of an idle stack are those of the functions that schedules start', () => {
  expect(idleMetrics).toEqual([
    'findings',
    'open',
    'oldestMs',
    'recovered',
    'missed',
    'objects',
    'lagMs',
    'healthy',
  ]);
});

test('as many requests are traced as the stack’s rule says, and no number of them besides', () => {
  const { Properties } = onlyOne(template(), 'AWS::XRay::SamplingRule');

  expect(Properties['SamplingRule']).toMatchObject({ FixedRate: tracedShare, ReservoirSize: 0 });
});

test('alarms are paid for by the metrics that they look at', () => {
  const looked = [...alarmsOf(template()).values()].map(
    ({ Metrics = [] }) => Metrics.filter((each) => each.MetricStat !== undefined).length,
  );

  // One that looks at no metric by name looks at one at least: a query, or a metric that is no expression.
  const count = looked.reduce((all, each) => all + Math.max(each, 1), 0);
  expect(alarmMetrics).toBe(count);
});

test('an idle stack pays for its web ACL, its secrets, its metrics and alarms, and its runs', () => {
  const others = idleCostOfMonth(0) - webAclCostOfMonth();

  expect(idleCostOfMonth(3) - idleCostOfMonth(0)).toBeCloseTo(1.2);
  expect(others).toBeGreaterThan(10);
  expect(others).toBeLessThan(12);
});

test('the project’s README tells what an idle stack costs', () => {
  const secrets = secretsWithoutEndpoints(readTemplate(process.env['LOCAL_ASSEMBLY'] ?? ''));

  expect(readFileSync('README.md', 'utf8')).toContain(
    `$${idleCostOfMonth(secrets).toFixed(2)} a month`,
  );
});

test('its README tells these costs, of as many secrets as the stack has: npm run bench -- --cost', async () => {
  const readme = readFileSync(costsFile, 'utf8');

  const secrets = secretsWithoutEndpoints(readTemplate(process.env['LOCAL_ASSEMBLY'] ?? ''));

  const computed = withCosts(readme, secrets);
  expect(readme).toContain('<!-- costs -->');
  expect(readme).toBe(await format(computed, { parser: 'markdown', printWidth: 100 }));
});
