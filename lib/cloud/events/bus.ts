import { Annotations, Duration, Names } from 'aws-cdk-lib';
import { CfnArchive, EventBus } from 'aws-cdk-lib/aws-events';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LedgerTable } from '../stores/ledger-table.ts';
import { eventSource, pipePattern, pipeTemplate } from './pipe-template.ts';

export type EventsProps = {
  readonly ledger: Pick<LedgerTable, 'streamArn' | 'grantStreamTo'>;
  /** Where what could not be put on the bus is noted. */
  readonly deadLetters: Queue;
};

/** How long what was on the bus can be played again: as long as the ledger keeps a completed operation. */
const archived = Duration.days(90);

/**
 * What happens, on a bus of the stack's own: one pipe takes it from the table's stream, without code between. Others
 * subscribe by rules of their own stacks.
 *
 * The classic bus, not the newer `AWS::EventsV2` that keeps an order and replays by itself: that one is not documented as
 * a pipe's target, nor for Tokyo (2026-11).
 */
export class Events extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { ledger, deadLetters }: EventsProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: 'What happens to payments.' });
    new CfnArchive(this, 'Archive', {
      // A name that is made from a long stack’s name would be too long for an archive.
      archiveName: Names.uniqueResourceName(this, { maxLength: 48 }),
      sourceArn: this.bus.eventBusArn,
      retentionDays: archived.toDays(),
    });
    if (ledger.streamArn === undefined) {
      Annotations.of(this).addWarningV2(
        'payment-gateway:no-stream',
        'Nothing goes to the bus: ledgerStreamArn does not name the stream of the table in use.',
      );
      return;
    }
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('pipes.amazonaws.com') });
    ledger.grantStreamTo(role);
    const permit = (action: string, resource: string): void => {
      Grant.addToPrincipal({ grantee: role, actions: [action], resourceArns: [resource] });
    };
    permit('events:PutEvents', this.bus.eventBusArn);
    permit('sqs:SendMessage', deadLetters.queueArn);
    const pipe = new CfnPipe(this, 'Pipe', {
      description: 'From the stream of the table to the bus.',
      roleArn: role.roleArn,
      source: ledger.streamArn,
      sourceParameters: {
        dynamoDbStreamParameters: {
          // What a new stack writes before the pipe runs is not missed.
          startingPosition: 'TRIM_HORIZON',
          batchSize: 10,
          // Until it is a day old, when the stream itself forgets it.
          maximumRetryAttempts: -1,
          maximumRecordAgeInSeconds: -1,
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
        filterCriteria: { filters: [{ pattern: JSON.stringify(pipePattern) }] },
      },
      target: this.bus.eventBusArn,
      targetParameters: {
        eventBridgeEventBusParameters: { source: eventSource, detailType: 'Payment event' },
        inputTemplate: pipeTemplate,
      },
    });
    // Without its rights the pipe fails to start.
    pipe.node.addDependency(role);
  }
}
