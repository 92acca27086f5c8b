import { createRouter } from './api-gateway/routes.ts';
import { providerSecret } from './aws/secret-contents.ts';
import type { SecretStore } from './aws/secret-store.ts';
import { simulators } from './simulators/registry.ts';
import { nowhere } from './simulators/simulators.ts';
import type { WebhookSetting } from './simulators/webhooks/webhook.ts';
import type { LocalTemplate } from './template/template.ts';

type Gateway = {
  /** Where it listens. */
  readonly url: string;
  /** The keys of providers' test modes: such a provider is not simulated, and its simulator tells nobody. */
  readonly testModeKeys: Readonly<Record<string, string>>;
};

/**
 * Where the simulated providers send their webhooks: to the gateway, if it has a route for them. They are signed with what
 * the gateway's own secret holds at that moment.
 */
export function providerWebhooks(
  template: LocalTemplate,
  store: SecretStore,
  { url, testModeKeys }: Gateway,
): (provider: string) => WebhookSetting {
  const routeOf = createRouter(template.restApi.routes);
  return (provider) => {
    const path = simulators.find(({ name }) => name === provider)?.webhookPath;
    const otherwise = nowhere(provider);
    if (path === undefined || testModeKeys[provider] !== undefined) return otherwise;
    const members = providerSecret(template, store, provider);
    const { webhookSecret } = members;
    return {
      url: routeOf('POST', path(members)) === undefined ? undefined : `${url}${path(members)}`,
      secret: typeof webhookSecret === 'string' ? webhookSecret : otherwise.secret,
    };
  };
}
