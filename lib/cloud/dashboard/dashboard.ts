import { Duration } from 'aws-cdk-lib';
import { Dashboard, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { access, api } from './api.ts';
import { events } from './events.ts';
import { introduction } from './introduction.ts';
import { functions } from './lambda.ts';
import { money } from './money.ts';
import { operations } from './operations.ts';
import { providerRows } from './providers.ts';
import { table } from './table.ts';
import type { Watched } from './watched.ts';
import { heading } from './widgets.ts';

/** What is opened at three in the morning: is money at risk, where, and which part of it all fails. */
export class GatewayDashboard extends Construct {
  /** Where a browser shows it. */
  readonly url: string;

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const { stackName, region } = watched.environment;
    // Dashboards are the account's: regions share their names.
    const dashboardName = `${stackName}-${region}`;
    new Dashboard(this, 'Dashboard', {
      dashboardName,
      defaultInterval: Duration.hours(3),
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        ...introduction(watched),
        ...money(watched),
        ...providerRows(watched),
        ...operations(watched),
        ...events(watched),
        [heading('The parts: API Gateway, keys, Lambda, DynamoDB')],
        api(watched),
        access(watched),
        functions(watched),
        table(watched),
      ],
    });
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
  }
}
