import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventTypes } from '../../../functions/events/event-types.ts';
import type { Endpoint } from '../environments/environment.ts';
import type { Grantor, OperationFunction } from '../operation-function.ts';
import { endpointSecretOutputOf } from '../outputs.ts';
import { readsEndpoints } from '../permissions.ts';
import { GrantedSecret, type GrantedSecretProps } from '../stores/granted-secret.ts';
import { eventSource } from './pipe-template.ts';

/**
 * What deliveries to one end point are signed with: `{"secret":"whsec_…"}`. While it is replaced, `previous` holds the old
 * one, and deliveries carry a signature of each. It goes with the stack: nothing else is known by it.
 */
class EndpointSecret extends GrantedSecret {
  constructor(scope: Construct, id: string, props: Pick<GrantedSecretProps, 'key' | 'operators'>) {
    super(scope, id, {
      description: 'What webhooks to an end point of the merchant are signed with.',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'secret',
        // Letters and digits whose number is a multiple of four are valid base64.
        excludePunctuation: true,
        passwordLength: 40,
      },
      ...props,
    });
    this.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }

  permit(operation: OperationFunction): void {
    this.permitReading(operation);
  }
}

export type EndpointsProps = Pick<GrantedSecretProps, 'key' | 'operators'> & {
  readonly endpoints: readonly Endpoint[];
  readonly bus: EventBus;
  readonly deadLetters: Queue;
};

/** The merchant's own servers that are sent what happens: a secret of each, and a rule that starts the delivery. */
export class Endpoints extends Construct implements Grantor {
  readonly #props: EndpointsProps;
  readonly #secrets: ReadonlyMap<string, EndpointSecret>;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    this.#props = props;
    const { endpoints, key, operators } = props;
    this.#secrets = new Map(
      endpoints.map(({ name }) => {
        const secret = new EndpointSecret(new Construct(this, name), 'Secret', { key, operators });
        return [name, secret];
      }),
    );
  }

  /** What people need to know: the names, and where the secret of each is. */
  get outputs(): Readonly<Record<string, string>> {
    const names = [...this.#secrets.keys()];
    if (names.length === 0) return {};
    return {
      EndpointNames: names.join(' '),
      ...Object.fromEntries(
        [...this.#secrets].map(([name, { secretArn }]) => [
          endpointSecretOutputOf(name),
          secretArn,
        ]),
      ),
    };
  }

  grantTo(operation: OperationFunction): void {
    if (!readsEndpoints(operation.effect)) return;
    const { endpoints, bus, deadLetters } = this.#props;
    for (const secret of this.#secrets.values()) secret.permit(operation);
    const listed = endpoints.map(({ name, url }) => {
      return { name, url, secretArn: this.#secrets.get(name)?.secretArn };
    });
    operation.set('EVENT_ENDPOINTS', Stack.of(this).toJsonString(listed));
    operation.set('EVENT_NETWORK', 'public');
    for (const { name, types = Object.keys(eventTypes) } of endpoints) {
      new Rule(this, `${name}Rule`, {
        eventBus: bus,
        eventPattern: { source: [eventSource], detail: { type: [...types] } },
        targets: [
          new LambdaFunction(operation.lambda, {
            event: RuleTargetInput.fromObject({
              endpoint: name,
              event: EventField.fromPath('$.detail'),
            }),
            deadLetterQueue: deadLetters,
            // EventBridge’s own limits: an event is not lost while the function cannot be started.
            retryAttempts: 185,
            maxEventAge: Duration.hours(24),
          }),
        ],
      });
    }
  }
}
