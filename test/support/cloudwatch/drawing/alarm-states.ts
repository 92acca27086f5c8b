import type { Box } from './box.ts';
import { element, faint, grey, usual, words } from './svg.ts';

/** An alarm as a dashboard shows it. */
export type AlarmState = {
  /** As the dashboard's body names it. */
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  readonly isOn: boolean;
};

const colors = { on: '#d13212', off: '#1d8102' };
const columns = 4;
const row = 23;

function card({ name, isOn }: AlarmState, { x, y, width, height }: Box): string {
  const color = isOn ? colors.on : colors.off;
  const line = y + height / 2 + 4;
  return [
    element('rect', { x, y, width, height, fill: '#fff', stroke: isOn ? color : faint }),
    element('rect', { x, y, width: 4, height, fill: color }),
    words(name, { x: x + 9, y: line, size: usual }),
    words(isOn ? 'In alarm' : 'OK', {
      ...{ x: x + width - 4, y: line, size: usual, color },
      ...{ anchor: 'end', isBold: isOn },
    }),
  ].join('');
}

/** A card for each alarm, those that are on first, and how many there are of both. */
export function alarmStates(alarms: readonly AlarmState[], box: Box): string {
  const ordered = alarms.toSorted(
    (one, other) => Number(other.isOn) - Number(one.isOn) || one.name.localeCompare(other.name),
  );
  const width = (box.width - 16) / columns;
  const cards = ordered.map((alarm, at) =>
    card(alarm, {
      x: box.x + 8 + (at % columns) * width,
      y: box.y + 26 + Math.floor(at / columns) * row,
      width: width - 5,
      height: row - 4,
    }),
  );
  const on = ordered.filter(({ isOn }) => isOn).length;
  const counted = `In alarm ${on}, OK ${ordered.length - on}`;
  const end = { x: box.x + box.width - 12, y: box.y + 17, size: usual, color: grey } as const;
  return [words(counted, { ...end, anchor: 'end' }), ...cards].join('');
}
