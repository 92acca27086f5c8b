import { beforeAll, describe, expect, test } from '@jest/globals';
import { metricNames, metricOf, type MetricName } from '../../../../functions/metrics.ts';
import {
  operationIds,
  providerNames,
  providerOf,
  routeOf,
} from '../../../../functions/operations.ts';
import { alarmsOf } from '../../../support/cloudwatch/alarms-of.ts';
import { linesOf, searchOf, type Line, type Widget } from '../../../support/cloudwatch/widgets.ts';
import { minimal, synthesize } from '../synthesize.ts';
import { onlyOne, type Template } from '../template-reader.ts';
import { widgetsIn } from './read-dashboard.ts';

/* What CloudWatch shows of a stack. */

const namespace = 'PaymentGateway/a-gateway';

let template: Template;
let widgets: readonly Widget[];
beforeAll(async () => {
  template = await synthesize(minimal);
  widgets = widgetsIn(template);
}, 60_000);

const all = (of: readonly Widget[] = widgets): Line[] => of.flatMap(linesOf);
const titleOf = ({ properties }: Widget): string => properties.title ?? '';
const titled = (title: string): Line[] => {
  const found = widgets.filter((widget) => titleOf(widget) === title);
  expect([title, found.length]).toEqual([title, 1]);
  return all(found);
};

/** By which dimensions a metric of the gateway is on the dashboard, each in alphabetical order: `'operation'`. */
function shownBy(name: MetricName): Set<string> {
  const lines = all().filter((line) => line.namespace === namespace && line.name === name);
  const searches = all()
    .map(({ expression = '' }) => searchOf(expression))
    .filter((search) => search?.namespace === namespace && search.name === name);
  return new Set([
    ...lines.map(({ dimensions }) => Object.keys(dimensions).join()),
    ...searches.map((search) => search?.dimensions.join() ?? ''),
  ]);
}

describe('every metric of the registry', () => {
  test.each(metricNames)('%s is on it, by all that it is told apart by', (name) => {
    const dimensions = metricOf(name).by.map((by) => (/stack|mutations/.test(by) ? '' : by));

    // `totalMs` of all mutations together would hide which operation is slow.
    const expected = name === 'totalMs' ? ['operation'] : dimensions;
    expect([...shownBy(name)].sort()).toEqual([...expected].sort());
  });

  test('is shown as what it is: a state by its worst, a time by a percentile, a count added up', () => {
    for (const { name, stat } of all().filter((line) => line.namespace === namespace)) {
      const isTime = /^(total|provider)Ms$/.test(name);
      const allowed = isTime
        ? ['p99', 'p50', 'SampleCount']
        : /^(open|oldestMs|lagMs)$/.test(name)
          ? ['Maximum']
          : name === 'healthy'
            ? ['Minimum']
            : ['Sum'];
      expect([name, allowed]).toEqual([name, expect.arrayContaining([stat])]);
    }
  });
});

describe('latency and errors', () => {
  test('have a line for each operation that has a route, and for no other', () => {
    for (const name of ['totalMs', 'requests'] as const) {
      const shown = all()
        .filter((line) => line.name === name && line.stat !== 'p50')
        .flatMap(({ dimensions }) => dimensions['operation'] ?? []);

      expect(shown.sort()).toEqual(operationIds.filter((id) => routeOf(id) !== undefined).sort());
    }
  });

  test('are those of the providers that the stack serves', async () => {
    const [served = '', other = ''] = providerNames;
    const one = widgetsIn(await synthesize({ ...minimal, providers: [served] }));
    const dimensions = all(one).flatMap((line) => Object.entries(line.dimensions));

    expect(dimensions).toContainEqual(['provider', served]);
    expect(dimensions).not.toContainEqual(['provider', other]);
    const operations = dimensions.flatMap(([name, value]) => (name === 'operation' ? [value] : []));
    const of = operationIds.filter((id) => operations.includes(id)).map(providerOf);
    expect(new Set(of)).toEqual(new Set([undefined, served]));
  });
});

describe('the parts of AWS', () => {
  test('are this stack’s own', () => {
    const own = all().filter((line) => line.namespace.startsWith('AWS/'));
    const values = own.map(({ dimensions }) => Object.values(dimensions).join(' '));

    expect(new Set(own.map((line) => line.namespace))).toEqual(
      new Set(['AWS/Lambda', 'AWS/DynamoDB', 'AWS/ApiGateway', 'AWS/SQS']),
    );
    for (const value of values.filter((each) => each !== ''))
      expect(value).toMatch(/\/Lambda$|\bLedgerTable\/Table$|^a-gateway|^Schedules\/DeadLetters/);
    // Of the whole account there is one: that which its quota counts.
    expect(values.filter((value) => value === '')).toHaveLength(1);
  });

  test('the authorizer’s errors are refused callers, and no failures', () => {
    const shown = titled('Do functions fail?').flatMap(({ dimensions }) =>
      Object.values(dimensions),
    );

    const expected = operationIds.filter((id) => id !== 'gateway.authorize');
    expect(shown.sort()).toEqual(expected.map((id) => `${id}/Lambda`).sort());
  });

  test('the web ACL is shown where there is one', async () => {
    const without = widgetsIn(await synthesize({ ...minimal, webAcl: false }));
    const blocked = (of: readonly Widget[]): Line[] =>
      all(of).filter(({ expression = '' }) => expression.includes('WebACL="a-gateway"'));

    expect(blocked(widgets)).toHaveLength(1);
    expect(blocked(without)).toEqual([]);
  });
});

describe('what is looked at first', () => {
  test('is whether alarms ring and what the figures mean, as wide as the screen; then money', () => {
    const [alarms, text, ...others] = widgets;
    const top = others.filter(({ y }) => y === others[0]?.y);

    expect(alarms).toMatchObject({ type: 'alarm', x: 0, y: 0, width: 24 });
    expect(text).toMatchObject({ type: 'text', x: 0, y: alarms?.height, width: 24 });
    expect(text?.properties.markdown).toContain('lib/cloud/RUNBOOK.md');
    expect(text?.properties.markdown).toContain('section “What to look at”');
    expect(top.map(titleOf)).toEqual([
      'Open now',
      'Age of the oldest',
      'Outcome unknown',
      'Answers not recorded',
      'Findings reported',
      'Failed scheduled starts',
    ]);
    expect(
      all(top)
        .filter(({ isVisible }) => isVisible)
        .map(({ label }) => label),
    ).toEqual(['operations', 'minutes', 'answers', 'answers', 'reports', 'messages']);
  });

  test('has every alarm of the table, those that ring first', () => {
    const shown = widgets[0]?.properties;

    expect(shown?.alarms).toEqual([...alarmsOf(template).keys()].map((name) => `Alarms/${name}`));
    expect(shown?.sortBy).toBe('stateUpdatedTimestamp');
  });

  test('an age is told in minutes', () => {
    const [minutes, age] = titled('Age of the oldest');

    expect(minutes).toMatchObject({ expression: 'CEIL(age / 60000)', label: 'minutes' });
    expect(age).toMatchObject({ name: 'oldestMs', id: 'age', isVisible: false });
  });
});

describe('CloudWatch', () => {
  test('takes it: at most 500 metrics a widget, 2,500 in all, and an expression names what is there', () => {
    expect(all().length).toBeLessThanOrEqual(2500);
    for (const widget of widgets) {
      const lines = linesOf(widget);
      const names = lines.flatMap(({ id }) => id ?? []);
      const used = lines
        .flatMap(({ expression = '' }) => (searchOf(expression) ? [] : [expression]))
        .flatMap((expression) => expression.match(/\b[a-z]\w*/g) ?? []);

      expect(lines.length).toBeLessThanOrEqual(500);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(used));
    }
  });

  test('shows it by the name of stack and region, which a person is told', () => {
    const { Properties } = onlyOne(template, 'AWS::CloudWatch::Dashboard');

    expect(Properties['DashboardName']).toBe('a-gateway-ap-northeast-1');
    expect(template.Outputs['DashboardUrl']?.Value).toBe(
      'https://ap-northeast-1.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-1#dashboards/dashboard/a-gateway-ap-northeast-1',
    );
  });

  test('every graph has a title of its own, and a unit at each axis', () => {
    const graphs = widgets.filter(({ properties }) => properties.view === 'timeSeries');

    expect(graphs.length).toBeGreaterThan(20);
    expect(new Set(graphs.map(titleOf)).size).toBe(graphs.length);
    for (const graph of graphs) {
      const { yAxis } = graph.properties;
      expect([titleOf(graph), yAxis?.left?.label]).toEqual([titleOf(graph), expect.any(String)]);
      if (linesOf(graph).some(({ axis }) => axis === 'right'))
        expect(yAxis?.right?.label).toEqual(expect.any(String));
    }
  });
});
