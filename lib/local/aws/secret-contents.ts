import { createHash, randomBytes } from 'node:crypto';
import type { SecretStore } from './secret-store.ts';
import type { LocalTemplate } from '../template/template.ts';
import { UsageError } from '../host/usage-error.ts';

/** The keys of the local callers: well known, and therefore of use on this machine only. */
export const localKeys = { admin: 'gk_local_admin', storefront: 'gk_local_storefront' } as const;

/** What the simulators take; a real secret key never meets them. */
export const simulatorKeys = {
  secret: 'sk_test_simulator',
  publishable: 'pk_test_simulator',
} as const;

/** The ARN behind each setting that names a secret: `{ KOMOJU_SECRET: 'arn:…' }`. */
export function secretArns(template: LocalTemplate): Readonly<Record<string, string>> {
  const variables = template.functions.flatMap(({ variables: own }) => Object.entries(own));
  return Object.fromEntries(variables.filter(([name]) => name.endsWith('_SECRET')));
}

/**
 * Fills in what an operator fills in after the first deployment: the providers' keys, and callers.
 *
 * The callers are written only when their secret is new, because the command that adds some writes there too.
 * The ledger's secret stays as it was generated.
 *
 * @throws UsageError where stored payments are of the simulator and new ones would not be, or the other way round: the
 *   one would be replayed as the other.
 */
export function fillSecrets(
  template: LocalTemplate,
  store: SecretStore,
  komojuSecretKey: string | undefined,
): void {
  for (const [setting, arn] of Object.entries(secretArns(template))) {
    const secret = store.find(arn);
    if (secret === undefined || setting === 'LEDGER_SECRET') continue;
    const value = valueOf(setting, store.current(secret), komojuSecretKey);
    const isOurs = setting !== 'CALLERS_SECRET' || store.isNew(secret);
    if (isOurs && value !== store.current(secret)) store.put(secret, value);
  }
}

function valueOf(setting: string, current: string, komojuSecretKey: string | undefined): string {
  if (setting === 'CALLERS_SECRET') return JSON.stringify({ callers });
  if (setting !== 'KOMOJU_SECRET') return withSecretKey(current, simulatorKeys.secret);
  refuseOther(current, komojuSecretKey);
  return withSecretKey(current, komojuSecretKey ?? simulatorKeys.secret);
}

/** Whose payments are stored, is told by the key that they were made with; a new secret's is empty. */
function refuseOther(current: string, komojuSecretKey: string | undefined): void {
  const { secretKey: stored = '' } = JSON.parse(current) as { secretKey?: string };
  const wasSimulated = stored === simulatorKeys.secret;
  if (stored === '' || wasSimulated === (komojuSecretKey === undefined)) return;
  throw new UsageError(
    wasSimulated
      ? 'DATA_DIR holds payments of the simulator. Choose another one for KOMOJU_SECRET_KEY.'
      : 'DATA_DIR holds payments of KOMOJU’s test mode. Give their KOMOJU_SECRET_KEY, or choose another DATA_DIR.',
  );
}

/** A provider's secret with its key, and with a webhook secret where that is still empty. */
function withSecretKey(current: string, secretKey: string): string {
  const secret = JSON.parse(current) as { webhookSecret?: string };
  const isEmpty = secret.webhookSecret === undefined || secret.webhookSecret === '';
  const webhookSecret = isEmpty ? randomBytes(32).toString('base64url') : secret.webhookSecret;
  return JSON.stringify({ ...secret, secretKey, webhookSecret });
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

const callers = [
  {
    id: 'admin',
    name: 'Everything, locally',
    scopes: ['*'],
    mustSendKey: false,
    keys: [hashOf(localKeys.admin)],
  },
  {
    id: 'storefront',
    name: 'A storefront, locally',
    // As the README's first hour makes one: what a live storefront would be refused, this one is.
    scopes: ['komoju.payment.*', 'gateway.operation.show', 'gateway.health'],
    mustSendKey: true,
    keys: [hashOf(localKeys.storefront)],
  },
];
