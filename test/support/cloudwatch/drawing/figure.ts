import type { Widget } from '../widgets.ts';
import type { Box } from './box.ts';
import type { Drawn } from './lines.ts';
import { dark, grey, words } from './svg.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** One large number with what it counts; a dash where there is none. */
export function largeNumber(widget: Widget, box: Box, line: Drawn | undefined): string {
  const values = (line?.series ?? []).filter((value) => value !== undefined);
  const isOfRange = widget.properties.setPeriodToTimeRange === true;
  const value = isOfRange ? sum(values) : values.at(-1);
  const shown = values.length === 0 || value === undefined ? '–' : String(value);
  const x = box.x + box.width / 2;
  const middle = { x, anchor: 'middle' } as const;
  return [
    words(shown, { ...middle, y: box.y + 78, size: 38, color: dark }),
    words(line?.label ?? '', { ...middle, y: box.y + 102, size: 11, color: grey }),
  ].join('');
}
