import type { Widget } from '../widgets.ts';
import type { Box } from './box.ts';
import type { Drawn } from './lines.ts';
import { heightBelow, legendBelow, legendBeside, widthBeside } from './legend.ts';
import type { Series } from './recorded.ts';
import { roundTop, short } from './scale.ts';
import { colorOf, element, faint, grey, small, words } from './svg.ts';

const ends = { left: 36, right: 18, withAxis: 36, top: 45, bottom: 22, legend: 3 };

/** Where a figure is drawn. */
type Place = (at: number, value: number) => readonly [x: number, y: number];

/** Points that follow each other are joined; one that stands alone is a dot. */
function pathOf(series: Series, place: Place, color: string): string {
  const runs: [number, number][][] = [[]];
  series.forEach((value, at) => {
    if (value === undefined) runs.push([]);
    else runs.at(-1)?.push([at, value]);
  });
  return runs
    .filter((run) => run.length > 0)
    .map((run) => {
      const points = run.map(([at, value]) => place(at, value).map(Math.round));
      const [[cx = 0, cy = 0] = []] = points;
      if (points.length === 1) return element('circle', { cx, cy, r: 2, fill: color });
      const all = points.map((point) => point.join()).join(' ');
      return element('polyline', { points: all, stroke: color, 'stroke-width': 1.5, fill: 'none' });
    })
    .join('');
}

/** Horizontal lines with what they stand for, and the hours below. */
function axes(plot: Box, tops: { left: number; right: number | undefined }, hours: number): string {
  const levels = [0, 0.5, 1].map((share) => {
    const y = plot.y + plot.height * (1 - share);
    const end = plot.x + plot.width;
    return [
      element('line', { x1: plot.x, x2: end, y1: y, y2: y, stroke: faint }),
      words(short(share * tops.left), {
        x: plot.x - 4,
        y: y + 3,
        size: small,
        color: grey,
        anchor: 'end',
      }),
      tops.right === undefined
        ? ''
        : words(short(share * tops.right), { x: end + 4, y: y + 3, size: small, color: grey }),
    ].join('');
  });
  const times = Array.from({ length: hours + 1 }, (_, hour) =>
    words(`0${hour}:00`, {
      x: plot.x + (plot.width * hour) / hours,
      y: plot.y + plot.height + 14,
      size: small,
      color: grey,
      anchor: 'middle',
    }),
  );
  return [...levels, ...times].join('');
}

function units({ properties: { yAxis } }: Widget, plot: Box, hasRight: boolean): string {
  const y = plot.y - 11;
  const left = words(yAxis?.left?.label ?? '', { x: plot.x - 28, y, size: small, color: grey });
  const end = { x: plot.x + plot.width + 28, y, size: small, color: grey, anchor: 'end' } as const;
  return hasRight ? `${left}${words(yAxis?.right?.label ?? '', end)}` : left;
}

/** Lines over time, with a legend beside or below them. `periods` are five minutes each. */
export function graph(
  widget: Widget,
  box: Box,
  { lines, empty, periods }: { lines: readonly Drawn[]; empty: number; periods: number },
): string {
  const isBeside = widget.properties.legend?.position === 'right';
  const named = { labels: lines.map(({ label }) => label), empty };
  const legend = { width: box.width - 20, x: box.x + 10 };
  const beside = isBeside ? widthBeside(named, box.width) : 0;
  const below = isBeside ? 4 : ends.legend + heightBelow(named, legend.width);
  const hasRight = lines.some(({ axis }) => axis === 'right');
  const plot: Box = {
    x: box.x + ends.left,
    y: box.y + ends.top,
    width: box.width - ends.left - beside - (hasRight ? ends.withAxis : ends.right),
    height: box.height - ends.top - ends.bottom - below,
  };
  const topOf = (side: Drawn['axis']): number =>
    roundTop(lines.filter(({ axis }) => axis === side).map(({ series }) => series));
  const tops = { left: topOf('left'), right: hasRight ? topOf('right') : undefined };
  const drawn = lines.map(({ axis, series }, index) => {
    const top = axis === 'right' ? (tops.right ?? 1) : tops.left;
    const place: Place = (at, value) => [
      plot.x + (plot.width * (at + 1)) / periods,
      plot.y + plot.height * (1 - value / top),
    ];
    return pathOf(series, place, colorOf(index));
  });
  return [
    axes(plot, tops, Math.round(periods / 12)),
    units(widget, plot, hasRight),
    ...drawn,
    isBeside
      ? legendBeside(named, {
          ...box,
          x: box.x + box.width - beside + 4,
          y: plot.y - 8,
          width: beside - 8,
        })
      : legendBelow(named, { ...box, ...legend, y: plot.y + plot.height + ends.bottom + 8 }),
  ].join('');
}
