import type { Context } from 'aws-lambda';
import type { AsCaller } from '../canary/ask.ts';
import { readCanaryKey } from '../canary/caller.ts';
import { look } from '../canary/look.ts';
import { secretsManager } from '../platform/aws.ts';
import { now } from '../platform/clock.ts';
import { writeLine } from '../platform/log.ts';
import { directivesFor } from '../platform/metric-directives.ts';
import { fetchSecret, keepSecret } from '../platform/secrets.ts';
import { readSettings, readTrialProviders } from '../platform/settings.ts';
import { providers } from '../providers/providers.ts';
import type { ScheduledHandler } from '../recovery/scheduled-function.ts';

/**
 * Every five minutes: asks the gateway from outside, as its callers do, whether it is well; and in a test stack makes and
 * cancels a payment every hour. Its silence is a sign as well.
 *
 * @throws Error that names missing settings
 */
export function start(): ScheduledHandler {
  const settings = readSettings(['MODE', 'GATEWAY_URL', 'CANARY_SECRET', 'METRICS_NAMESPACE']);
  const { MODE: mode, GATEWAY_URL: url, METRICS_NAMESPACE: namespace } = settings;
  const names = readTrialProviders();
  const trying = providers.filter(({ name }) => names.includes(name));
  const secret = keepSecret(
    fetchSecret(secretsManager(), settings.CANARY_SECRET),
    (text): AsCaller => ({ url, key: readCanaryKey(text, mode) }),
    { now },
  );

  return async (event: unknown, lambda: Context) => {
    const startedAt = now();
    const why = await secret.current().then(
      (caller) => look(caller, trying, event),
      () => ['secret_unavailable'],
    );
    const healthy = why.length === 0 ? 1 : 0;
    const line = {
      time: new Date(startedAt).toISOString(),
      requestId: lambda.awsRequestId,
      operation: 'gateway.canary',
      outcome: healthy === 1 ? 'done' : 'unhealthy',
      ...(healthy === 0 && { why: why.join(', ') }),
      healthy,
    };
    const directives = directivesFor(namespace, startedAt, line);
    writeLine({ ...line, runMs: now() - startedAt, ...directives });
    return { healthy };
  };
}
