import type { SecretPlan } from './aws/secret-contents.ts';
import { simulators } from './simulators/registry.ts';
import { simulatorKey, simulatorWebhookSecret } from './simulators/simulators.ts';

/** What a storefront's key may call at the gateway itself. */
const gatewayScopes = [
  'gateway.operation.show',
  'gateway.payment.history',
  'gateway.order.show',
  'gateway.health',
];

/**
 * What the secrets hold for these keys of providers' test modes.
 *
 * @param testModeKeys the keys by provider; a provider without one is simulated
 */
export function secretPlan(testModeKeys: Readonly<Record<string, string>>): SecretPlan {
  return {
    simulatorKey,
    webhookSecret: (provider) =>
      testModeKeys[provider] === undefined ? simulatorWebhookSecret(provider) : undefined,
    storefrontScopes: [...simulators.flatMap((each) => each.storefrontScopes), ...gatewayScopes],
    testModes: simulators.flatMap(({ name, title, testMode }) =>
      testMode === undefined
        ? []
        : [{ ...testMode, title, provider: name, key: testModeKeys[name] }],
    ),
  };
}
