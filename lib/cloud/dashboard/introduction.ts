import {
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  TextWidget,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Watched } from './watched.ts';
import { wholeWidth } from './widgets.ts';

const text = [
  '**Is money at risk?** Look at the six figures below. `Open` and its age: nobody knows yet what came of these operations; they are not lost, and not to be charged again. A dash is none, but at `Open` it says that recovery does not run.',
  '**What to do:** lib/cloud/RUNBOOK.md of the gateway, section “What to look at”; for a finding, section “Findings”. The queries are in CloudWatch, Logs Insights, Saved queries, in the folder with the name of this stack.',
].join('\n\n');

/** What is read first: the alarms, where there are any, and what the figures mean. */
export function introduction({ environment, alarms = [] }: Watched): IWidget[][] {
  const title = `# ${environment.stackName}, ${environment.mode} mode`;
  const words = new TextWidget({
    markdown: `${title}\n\n${text}`,
    width: wholeWidth,
    height: 4,
  });
  if (alarms.length === 0) return [[words]];
  const states = new AlarmStatusWidget({
    title: 'Which alarms ring?',
    alarms: [...alarms],
    // Those that ring stand first.
    sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    width: wholeWidth,
    height: 6,
  });
  return [[states], [words]];
}
