import { alarmStates, type AlarmState } from './drawing/alarm-states.ts';
import type { Box } from './drawing/box.ts';
import { largeNumber } from './drawing/figure.ts';
import { graph } from './drawing/graph.ts';
import { drawnOf } from './drawing/lines.ts';
import { seriesOf, type Recorded } from './drawing/recorded.ts';
import { cut, element, faint, words } from './drawing/svg.ts';
import { text } from './drawing/text.ts';
import type { Widget } from './widgets.ts';

/** A column of CloudWatch's grid, and a row of it, in pixels. */
const grid = { column: 42, row: 34, gap: 4 };
const columns = 24;

const boxOf = ({ x, y, width, height }: Widget): Box => ({
  x: x * grid.column + grid.gap,
  y: y * grid.row + grid.gap,
  width: width * grid.column - 2 * grid.gap,
  height: height * grid.row - 2 * grid.gap,
});

/** How many periods were recorded. */
const periodsOf = (recorded: Recorded): number =>
  Math.max(...Object.values(recorded).map((series) => seriesOf(series).length));

/** What a dashboard is drawn with. */
type Shown = { readonly recorded: Recorded; readonly alarms: readonly AlarmState[] };

function inside(widget: Widget, box: Box, { recorded, alarms }: Shown): string {
  const { view, alarms: named } = widget.properties;
  if (named !== undefined) return alarmStates(namedBy(named, alarms), box);
  const periods = periodsOf(recorded);
  const { lines, empty } = drawnOf(widget, recorded, periods);
  return view === 'singleValue'
    ? largeNumber(widget, box, lines[0])
    : graph(widget, box, { lines, empty, periods });
}

/** @throws Error where a dashboard names an alarm that is not there */
const namedBy = (ids: readonly string[], alarms: readonly AlarmState[]): AlarmState[] =>
  ids.map((id) => {
    const alarm = alarms.find((each) => each.id === id);
    if (alarm === undefined) throw new Error(`There is no alarm ${id}.`);
    return alarm;
  });

function drawn(widget: Widget, shown: Shown): string {
  const box = boxOf(widget);
  const { markdown, title = '' } = widget.properties;
  if (markdown !== undefined) return text(markdown, box);
  const most = Math.floor((box.width - 16) / 6);
  return [
    element('rect', { ...box, rx: 4, fill: '#fff', stroke: faint }),
    words(cut(title, most), { x: box.x + 8, y: box.y + 17, size: 12, isBold: true }),
    inside(widget, box, shown),
  ].join('\n');
}

/**
 * Draws a dashboard with recorded figures, as CloudWatch lays it out: an SVG. It stands in for a look at the console, and
 * shows what CloudWatch would where nothing was counted.
 *
 * @throws Error for an expression that is not known, or an alarm that is not among `alarms`
 */
export function picture(
  widgets: readonly Widget[],
  recorded: Recorded,
  alarms: readonly AlarmState[] = [],
): string {
  const width = columns * grid.column;
  const height = Math.max(...widgets.map(({ y, height: rows }) => (y + rows) * grid.row));
  const content = [
    element('rect', { width, height, fill: '#fff' }),
    ...widgets.map((widget) => drawn(widget, { recorded, alarms })),
  ].join('\n');
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const font = { 'font-family': 'Helvetica, Arial, sans-serif' };
  const svg = { xmlns: 'http://www.w3.org/2000/svg', ...size, ...font };
  return `${element('svg', svg, `\n${content}\n`)}\n`;
}
