import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { CompleteEnvironment } from '../environments/defaults.ts';

/**
 * Where alarms go. An address gets a message first that it must confirm. Others may subscribe as well: a pager to those
 * messages alone whose `AlarmName` has the word `page`.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { alarmEmails = [] }: CompleteEnvironment) {
    super(scope, id);
    // Not encrypted by a key of AWS's own, by which CloudWatch could not publish; a message holds an alarm and no payment.
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    for (const email of alarmEmails) this.topic.addSubscription(new EmailSubscription(email));
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
