import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environmentOf } from './environment.ts';
import type { LocalSystem } from './local.ts';

/** A running system's secrets as an operator reaches them, and the ARN of each by its setting. Destroy the client. */
export async function secretsOf(local: LocalSystem): Promise<{
  readonly client: SecretsManagerClient;
  readonly settings: Readonly<Record<string, string>>;
}> {
  const { settings, endpoints } = await environmentOf(local);
  const client = new SecretsManagerClient({
    endpoint: endpoints['secretsManager'] ?? '',
    region: 'ap-northeast-1',
    credentials: local.credentials,
  });
  return { client, settings };
}
