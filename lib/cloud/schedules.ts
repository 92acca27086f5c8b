import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { rowOf, type Row } from '../../functions/operations.ts';
import type { OperationFunction } from './operation-function.ts';

type Every = NonNullable<Row['schedule']>;

type Plan = { rate: Duration; retryAttempts: number; maxEventAge: Duration };

/** How often a function is started, how often again if it fails, and how old a start may get before it is given up. */
const plans: Readonly<Record<Every, Plan>> = {
  // The next start does all that a failed one has left.
  minute: { rate: Duration.minutes(1), retryAttempts: 0, maxEventAge: Duration.minutes(1) },
  // The next start asks again. A day-old one would make the payment of an hour that is over.
  'five-minutes': {
    rate: Duration.minutes(5),
    retryAttempts: 0,
    maxEventAge: Duration.minutes(5),
  },
  // The next start does all that a failed one has left.
  'half-hour': {
    rate: Duration.minutes(30),
    retryAttempts: 0,
    maxEventAge: Duration.minutes(30),
  },
};

/** Events start it too, and each of them but once: what fails is started again. */
const deliveryPlan: Plan = { ...plans.minute, retryAttempts: 2, maxEventAge: Duration.hours(6) };

/** Long enough for somebody to look after a holiday. */
const retentionPeriod = Duration.days(14);

/**
 * What starts functions by itself, and the queue of starts that failed: what lies there was not done. The messages say
 * which rule and when, never anything of a payment.
 */
export class Schedules extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod,
    });
  }

  /** Starts the operation as often as its row says; one whose row says nothing is left to requests. */
  start(operation: OperationFunction): void {
    const { schedule: every } = rowOf(operation.operationId);
    if (every === undefined) return;
    const plan = operation.effect === 'delivery' ? deliveryPlan : plans[every];
    const { rate, retryAttempts, maxEventAge } = plan;
    const { deadLetters } = this;
    new Rule(this, operation.operationId, {
      schedule: Schedule.rate(rate),
      targets: [
        // What cannot be handed over.
        new LambdaFunction(operation.lambda, {
          deadLetterQueue: deadLetters,
          retryAttempts,
          maxEventAge,
        }),
      ],
    });
    // What was handed over and failed. Not CDK's SqsDestination, which would let it read the queue as well.
    new EventInvokeConfig(operation, 'Invocations', {
      function: operation.lambda,
      retryAttempts,
      maxEventAge,
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
    operation.permit({ actions: ['sqs:SendMessage'], resource: deadLetters.queueArn });
  }
}
