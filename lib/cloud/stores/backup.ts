import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';
import type { LedgerTable } from './ledger-table.ts';

export type BackupProps = NonNullable<Environment['backup']> & { readonly ledger: LedgerTable };

/** How long a lock that nobody can lift may still be lifted: AWS asks for three days at least. */
const changeable = Duration.days(3);

/**
 * A copy of the ledger's table every day, in a vault that keeps it for as long as is said, whoever asks. It is for what
 * point-in-time recovery does not outlive: a table that was deleted, or a fault that is noticed after more than 35 days.
 *
 * The vault is retained with its copies when the stack goes.
 */
export class Backup extends Construct {
  constructor(scope: Construct, id: string, { ledger, keepDays, lock }: BackupProps) {
    super(scope, id);
    const kept = Duration.days(keepDays);
    const backupVault = new BackupVault(this, 'Vault', {
      removalPolicy: RemovalPolicy.RETAIN,
      lockConfiguration: {
        minRetention: kept,
        ...(lock === 'compliance' && { changeableFor: changeable }),
      },
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanRules: [
        new BackupPlanRule({
          backupVault,
          deleteAfter: kept,
          // Three in the morning in Japan.
          scheduleExpression: Schedule.cron({ hour: '18', minute: '0' }),
        }),
      ],
    });
    plan.addSelection('Ledger', { resources: [BackupResource.fromArn(ledger.inUse.tableArn)] });
  }
}
