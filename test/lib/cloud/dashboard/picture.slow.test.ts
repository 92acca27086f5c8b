import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hourMs } from '../../../../functions/platform/clock.ts';
import { alarmsOf } from '../../../support/cloudwatch/alarms-of.ts';
import { computed } from '../../../support/cloudwatch/drawing/metric-math.ts';
import { seriesOf } from '../../../support/cloudwatch/drawing/recorded.ts';
import { picture } from '../../../support/cloudwatch/picture.ts';
import type { Widget } from '../../../support/cloudwatch/widgets.ts';
import { minimal, synthesize } from '../synthesize.ts';
import { drawDashboard, picturePath, readRecording } from './draw.ts';

/* The picture of the dashboard. npx tsx test/lib/cloud/dashboard/renew.ts draws it anew. */

test('it is the dashboard as it is; else: npx tsx test/lib/cloud/dashboard/renew.ts', async () => {
  expect(readFileSync(picturePath, 'utf8') === (await drawDashboard())).toBe(true);
}, 60_000);

describe('the night that was recorded', () => {
  const { figures, alarmsOn } = readRecording();
  const newest = (name: string): number => seriesOf(figures[name] ?? '').at(-1) ?? Number.NaN;
  const all = (name: string): number =>
    seriesOf(figures[name] ?? '').reduce<number>((sum, value) => sum + (value ?? 0), 0);

  test('has operations that recovery completed, and some that stay open', () => {
    expect(all('gateway recovered, Sum')).toBeGreaterThan(0);
    expect(newest('gateway open, Maximum')).toBeGreaterThan(0);
    expect(newest('gateway oldestMs, Maximum')).toBeGreaterThan(hourMs);
  });

  test('ends with alarms on that there are, and that its figures ring', async () => {
    const alarms = [...alarmsOf(await synthesize(minimal)).keys()];

    expect(alarms).toEqual(expect.arrayContaining([...alarmsOn]));
    expect(alarmsOn).toEqual(['unknown-too-old', 'pending-too-old']);
  }, 60_000);
});

const place = { x: 0, y: 0, width: 12, height: 6 };
const metric = (properties: object): Widget => ({ type: 'metric', ...place, properties });
const of = (name: string): readonly unknown[] => ['PaymentGateway/a', name, { stat: 'Sum' }];

test('a line is drawn where there are figures, alone they are dots, and a second axis is written', () => {
  const widget = metric({
    title: 'How & why?',
    view: 'timeSeries',
    metrics: [of('a'), ['PaymentGateway/a', 'b', { stat: 'Sum', yAxis: 'right' }], of('none')],
    yAxis: { left: { label: 'lines' }, right: { label: 'minutes' } },
  });

  const drawn = picture([widget], { 'gateway a, Sum': '1 2 - 4', 'gateway b, Sum': '- - - 8' });

  expect(drawn.match(/<polyline/g)).toHaveLength(1);
  expect(drawn.match(/<circle/g)).toHaveLength(2);
  for (const text of ['How &amp; why?', '>lines<', '>minutes<', '>10<', '+ 1 without figures'])
    expect(drawn).toContain(text);
});

test('an alarm is drawn with its state, those that are on first, and counted', () => {
  const properties = { title: 'Which?', alarms: ['A/one', 'A/two'] };
  const widget: Widget = { type: 'alarm', ...place, properties };
  const [one, two] = [
    { id: 'A/one', name: 'first', isOn: false },
    { id: 'A/two', name: 'second', isOn: true },
  ];

  const drawn = picture([widget], {}, [one, two]);

  const told = [...drawn.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(told).toEqual(['Which?', 'In alarm 1, OK 1', 'second', 'In alarm', 'first', 'OK']);
  expect(() => picture([widget], {}, [one])).toThrow('There is no alarm A/two.');
});

/** How far to the right a text reaches, by about how wide its characters are. */
const ends = (drawn: string): { text: string; end: number; y: number }[] =>
  [...drawn.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(
    ([, x, y, size, text = '']) => ({
      text,
      end: Number(x) + text.length * Number(size) * 0.5,
      y: Number(y),
    }),
  );

test.each(['bottom', 'right'])('names at the %s are whole, and stay in their graph', (position) => {
  const names = ['PutItem, claims', 'UpdateItem, completions', 'a row of its own', 'Query'];
  const metrics = names.map((label) => ['PaymentGateway/a', 'a', { stat: 'Sum', label }]);
  const widget = metric({ view: 'timeSeries', metrics, legend: { position } });

  const drawn = picture([{ ...widget, width: 8 }], { 'gateway a, Sum': '1 2' });

  const found = ends(drawn).filter(({ text }) => names.includes(text));
  expect(found.map(({ text }) => text)).toEqual(names);
  for (const { end, y } of found) {
    expect(end).toBeLessThan(8 * 42);
    expect(y).toBeLessThan(6 * 34 - 4);
  }
});

test.each([
  ['added up over the range', true, '>3<'],
  ['the newest', false, '>2<'],
])('a large number is %s', (_, setPeriodToTimeRange, expected) => {
  const widget = metric({ view: 'singleValue', metrics: [of('a')], setPeriodToTimeRange });

  expect(picture([widget], { 'gateway a, Sum': '1 2' })).toContain(expected);
  expect(picture([widget], { 'gateway other, Sum': '1' })).toContain('>–<');
});

test.each([
  ['100 * FILL(a, 0) / b', [0, undefined, 50]],
  ['SUM([a, b])', [4, 0, 6]],
  ['CEIL(b / 3)', [2, 0, 2]],
])('%s is computed as CloudWatch does', (expression, expected) => {
  expect(computed(expression, { a: [undefined, undefined, 2], b: [4, 0, 4] }, 3)).toEqual(expected);
});

test.each(['RATE(a)', 'a b', '(a', 'SUM([a'])('%s is refused', (expression) => {
  expect(() => computed(expression, { a: [1] }, 1)).toThrow();
});
