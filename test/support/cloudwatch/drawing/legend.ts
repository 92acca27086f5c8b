import type { Box } from './box.ts';
import { colorOf, cut, element, grey, usual, words } from './svg.ts';

/** What the lines are called; and of how many there is none, because nothing was counted. */
export type Named = { readonly labels: readonly string[]; readonly empty: number };

/** About how wide a character is. */
const characterWidth = 5.6;
/** The square before a name, and the gap behind it. */
const around = 24;
const lineHeight = 14;

const widthOf = (text: string): number => around + text.length * characterWidth;

const item = (label: string, at: number, [x, y]: readonly [number, number]): string =>
  [
    element('rect', { x, y: y - 7, width: 8, height: 8, fill: colorOf(at) }),
    words(label, { x: x + 12, y, size: usual }),
  ].join('');

const restOf = ({ labels, empty }: Named): string =>
  empty === 0 ? '' : `${labels.length === 0 ? '' : '+ '}${empty} without figures`;

/** How much of a graph's width a legend beside it takes: that of its longest name, but not more than half. */
export const widthBeside = (named: Named, width: number): number =>
  Math.min(
    Math.floor(width * 0.5),
    Math.max(...[...named.labels, restOf(named)].map((text) => widthOf(text))),
  );

/** Where each name of a legend below a graph begins: its row, and how far from the left. */
function placesBelow(named: Named, width: number): readonly { row: number; left: number }[] {
  let [row, left] = [0, 0];
  return [...named.labels, restOf(named)].map((text) => {
    if (left > 0 && left + widthOf(text) - 12 > width) [row, left] = [row + 1, 0];
    const place = { row, left };
    left += widthOf(text);
    return place;
  });
}

/** How high a legend below a graph is: it has as many rows as its names need. */
export const heightBelow = (named: Named, width: number): number =>
  lineHeight * (1 + (placesBelow(named, width).at(-1)?.row ?? 0));

/** A name in each row, cut off where it is too long. */
export function legendBeside(named: Named, { x, y, width }: Box): string {
  const most = Math.floor((width - 12) / characterWidth);
  const lines = named.labels.map((label, at) =>
    item(cut(label, most), at, [x, y + lineHeight * at]),
  );
  const end = y + lineHeight * named.labels.length;
  return `${lines.join('')}${words(restOf(named), { x, y: end, size: usual, color: grey })}`;
}

/** The names one after the other, in as many rows as they need. */
export function legendBelow(named: Named, { x, y, width }: Box): string {
  const places = placesBelow(named, width).map(
    ({ row, left }) => [x + left, y + lineHeight * row] as const,
  );
  const items = named.labels.map((label, at) => item(label, at, places[at] ?? [x, y]));
  const [left, line] = places.at(-1) ?? [x, y];
  return `${items.join('')}${words(restOf(named), { x: left, y: line, size: usual, color: grey })}`;
}
