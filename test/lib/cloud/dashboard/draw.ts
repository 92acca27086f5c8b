import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmsOf } from '../../../support/cloudwatch/alarms-of.ts';
import type { Recording } from '../../../support/cloudwatch/drawing/recorded.ts';
import { picture } from '../../../support/cloudwatch/picture.ts';
import { minimal, synthesize } from '../synthesize.ts';
import { widgetsIn } from './read-dashboard.ts';

/** Where the picture of the dashboard is kept, seen from the project's folder. */
export const picturePath = 'lib/cloud/dashboard/dashboard.svg';

/** What record.ts recorded. */
export function readRecording(): Recording {
  const path = join(import.meta.dirname, 'recorded.json');
  return JSON.parse(readFileSync(path, 'utf8')) as Recording;
}

/** The picture as it should be: the dashboard of a stack, with the figures and alarms of recorded.json. */
export async function drawDashboard(): Promise<string> {
  const { figures, alarmsOn } = readRecording();
  const template = await synthesize(minimal);
  const alarms = [...alarmsOf(template)].map(([name, { AlarmName }]) => ({
    id: `Alarms/${name}`,
    name: AlarmName,
    isOn: alarmsOn.includes(name),
  }));
  return picture(widgetsIn(template), figures, alarms);
}
