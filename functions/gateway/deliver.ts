import type { Context } from 'aws-lambda';
import { deliverDue, deliverEvent } from '../deliveries/deliver.ts';
import type { DeliveryContext } from '../deliveries/deliver-lane.ts';
import { deliveryStore } from '../deliveries/delivery-store.ts';
import { endpointStore } from '../deliveries/endpoint-store.ts';
import { readEndpoints, type Endpoint } from '../deliveries/endpoints.ts';
import { readSigningSecrets } from '../deliveries/sign.ts';
import type { OutgoingEvent } from '../events/event.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { now, secondMs } from '../platform/clock.ts';
import { allEnded } from '../platform/concurrently.ts';
import { writeLine, type LogLine } from '../platform/log.ts';
import { directivesFor } from '../platform/metric-directives.ts';
import { fetchSecret, keepSecret } from '../platform/secrets.ts';
import { readSettings } from '../platform/settings.ts';
import type { ScheduledHandler } from '../recovery/scheduled-function.ts';

/** What is kept at the end of a run for the tries that are under way. */
const reserveMs = 14 * secondMs;

/** What a rule of the bus hands over; the schedule hands over another event. */
type ForEndpoint = { readonly endpoint?: string; readonly event?: OutgoingEvent };

/**
 * Sends the merchant's end points what happened: an event as it comes from the bus, and every minute what is due again. It
 * moves no money, and reads nothing of it.
 *
 * @throws Error that names missing settings
 */
export function start(): ScheduledHandler {
  const names = ['METRICS_NAMESPACE', 'LEDGER_TABLE', 'EVENT_ENDPOINTS', 'EVENT_NETWORK'] as const;
  const settings = readSettings(names);
  const client = dynamoDb();
  const stores = {
    deliveries: deliveryStore(client, settings.LEDGER_TABLE),
    endpoints: endpointStore(client, settings.LEDGER_TABLE),
  };
  const known = readEndpoints(settings.EVENT_ENDPOINTS).map((endpoint) => ({
    endpoint,
    secrets: keepSecret(fetchSecret(secretsManager(), endpoint.secretArn), readSigningSecrets, {
      now,
    }),
  }));
  type Known = { readonly endpoint: Endpoint; readonly secrets: (typeof known)[number]['secrets'] };

  return async (event: unknown, lambda: Context) => {
    const startedAt = now();
    const given = event as ForEndpoint;
    const counts = { delivered: 0, failed: 0, givenUp: 0, findings: 0 };
    const lineOf = (): LogLine => ({
      time: new Date(now()).toISOString(),
      requestId: lambda.awsRequestId,
      operation: 'gateway.deliver',
    });
    const until = AbortSignal.timeout(Math.max(0, lambda.getRemainingTimeInMillis() - reserveMs));
    const contextOf = ({ endpoint, secrets }: Known): DeliveryContext => ({
      ...{ ...stores, endpoint, now, counts, until, network: settings.EVENT_NETWORK },
      secrets: () => secrets.current(),
      report: (finding, object) => {
        counts.findings += 1;
        writeLine({ ...lineOf(), finding, object, why: endpoint.name });
      },
    });
    const chosen = known.filter(
      ({ endpoint }) => given.endpoint === undefined || endpoint.name === given.endpoint,
    );
    // Side by side: one that does not answer holds up none of the others.
    await allEnded(
      chosen.map(async (each) => {
        const context = contextOf(each);
        await (given.event === undefined
          ? deliverDue(context)
          : deliverEvent(context, given.event));
      }),
    );
    const line = { ...lineOf(), ...counts };
    const directives = directivesFor(settings.METRICS_NAMESPACE, startedAt, line);
    writeLine({ ...line, runMs: now() - startedAt, ...directives });
    return counts;
  };
}
