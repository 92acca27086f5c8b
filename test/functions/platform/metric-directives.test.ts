import { describe, expect, test } from '@jest/globals';
import { metricNames, metricOf } from '../../../functions/metrics.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { directivesFor } from '../../../functions/platform/metric-directives.ts';
import { emittedBy } from '../../support/cloudwatch/emitted.ts';

const at = 1_790_000_000_000 as EpochMs;
type Line = Parameters<typeof directivesFor>[2];
const emitted = (line: Line) =>
  emittedBy({ ...line, ...directivesFor('PaymentGateway/shop', at, line) });

describe('a figure', () => {
  test('of the whole stack has no dimension', () => {
    expect(emitted({ operation: 'gateway.recover', open: 3 })).toEqual([
      { namespace: 'PaymentGateway/shop', name: 'open', dimensions: {}, value: 3, at },
    ]);
  });

  test('of a mutation is told by operation, and for all mutations together', () => {
    const operation = 'komoju.payment.create';

    const dimensions = emitted({ operation, unknown: 1 }).map((each) => each.dimensions);

    expect(dimensions).toEqual([{ operation }, {}]);
  });

  test('of a read is told by operation alone', () => {
    const operation = 'komoju.payment.show';

    const dimensions = emitted({ operation, requests: 1 }).map((each) => each.dimensions);

    expect(dimensions).toEqual([{ operation }]);
  });

  test('of a caller or a provider that is not known yet is none', () => {
    const line = { operation: 'komoju.payment.create', declined: 1, providerMs: 5 };

    expect(emitted(line)).toEqual([]);
    expect(emitted({ ...line, caller: 'shop', provider: 'komoju' })).toMatchObject([
      { name: 'declined', dimensions: { caller: 'shop' } },
      { name: 'providerMs', dimensions: { provider: 'komoju' } },
    ]);
  });
});

test('a line without figures has nothing added', () => {
  expect(directivesFor('PaymentGateway/shop', at, { operation: 'gateway.recover' })).toEqual({});
});

test('every metric of a log line goes out with the unit of its row', () => {
  const line = {
    ...{ operation: 'komoju.payment.create', caller: 'shop', provider: 'komoju' },
    ...Object.fromEntries(metricNames.map((name) => [name, 1])),
  };

  const { _aws: told } = directivesFor('n', at, line) as {
    _aws: { CloudWatchMetrics: { Metrics: { Name: string; Unit: string }[] }[] };
  };

  const units = told.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics);
  const wanted = metricNames.map((name) => ({ Name: name, Unit: metricOf(name).unit }));
  expect(new Set(units)).toEqual(new Set(wanted));
});
