import { createHash, randomBytes } from 'node:crypto';
import { UsageError } from '../../host/usage-error.ts';
import { endpointsOf } from '../template/events/endpoints.ts';
import type { LocalSecret } from '../template/secrets.ts';
import type { LocalTemplate } from '../template/template.ts';
import type { SecretStore } from './secret-store.ts';

/** The keys of the local callers. They are well known, and so they are of use on this machine only. */
export const localKeys = {
  admin: 'gk_local_admin',
  storefront: 'gk_local_storefront',
  unmodified: 'gk_local_unmodified',
} as const;

/** What signs the webhooks of every local endpoint: fixed, so that a receiver can be told it once. It is well known too. */
export const localSigningSecret = `whsec_${Buffer.alloc(32, 'local-signing-secret').toString('base64')}`;

/** A provider that can be called in its own test mode in place of its simulator. */
export type TestModeChoice = {
  readonly provider: string;
  /** The provider's name in messages. */
  readonly title: string;
  /** The setting that holds the key, for messages. */
  readonly setting: string;
  /** The member of the provider's secret that holds the key. */
  readonly member: string;
  /** A key of the test mode; undefined: the simulator is used. */
  readonly key: string | undefined;
};

/** What the host writes into the secrets. */
export type SecretPlan = {
  /** The key that the simulators accept. A real key is never sent to them. */
  readonly simulatorKey: string;
  /** What a provider's simulator signs its webhooks with; undefined where it is not simulated: then it is random. */
  readonly webhookSecret: (provider: string) => string | undefined;
  readonly testModes: readonly TestModeChoice[];
  /** The scopes of the storefront's key. */
  readonly storefrontScopes: readonly string[];
};

/** The ARN in each setting that names a secret: `{ LEDGER_SECRET: 'arn:…' }`. */
export function secretArns(template: LocalTemplate): Readonly<Record<string, string>> {
  const variables = template.functions.flatMap(({ variables: own }) => Object.entries(own));
  return Object.fromEntries(variables.filter(([name]) => name.endsWith('_SECRET')));
}

/** The secrets that nobody fills. */
const generated: ReadonlySet<string> = new Set(['LEDGER_SECRET', 'CANARY_SECRET']);

/**
 * Writes what an operator writes after the first deployment: the providers' keys, and callers.
 *
 * The callers are written only into a new secret, because the command that adds callers writes there too. The ledger's
 * secret and the canary's stay as they were generated; every other secret belongs to the provider in the name of its setting.
 * An endpoint's secret is written once: an operator may have rotated it.
 *
 * @throws UsageError if the stored payments were made at the simulator and new ones would be made in the test mode, or
 *   the other way round: a payment of one would be replayed as a payment of the other
 */
export function fillSecrets(template: LocalTemplate, store: SecretStore, plan: SecretPlan): void {
  for (const [setting, arn] of Object.entries(secretArns(template))) {
    const secret = store.find(arn);
    if (secret === undefined || generated.has(setting)) continue;
    if (setting === 'CALLERS_SECRET') fillCallers(store, secret, plan);
    else fillProvider(store, secret, [providerOf(setting), plan]);
  }
  for (const { secretArn } of endpointsOf(template.functions)) {
    const secret = store.find(secretArn);
    if (secret !== undefined && store.isNew(secret))
      put(store, secret, { secret: localSigningSecret });
  }
}

/** The current members of a provider's secret, by the provider's name; none if it has no secret. */
export function providerSecret(
  template: LocalTemplate,
  store: SecretStore,
  provider: string,
): Readonly<Record<string, unknown>> {
  const arn = Object.entries(secretArns(template)).find(
    ([setting]) => providerOf(setting) === provider,
  )?.[1];
  const secret = arn === undefined ? undefined : store.find(arn);
  return secret === undefined ? {} : (JSON.parse(store.current(secret)) as Record<string, unknown>);
}

const providerOf = (setting: string): string => setting.replace(/_SECRET$/, '').toLowerCase();

function fillCallers(store: SecretStore, secret: LocalSecret, plan: SecretPlan): void {
  if (store.isNew(secret)) put(store, secret, { callers: callers(plan.storefrontScopes) });
}

function fillProvider(
  store: SecretStore,
  secret: LocalSecret,
  [provider, { simulatorKey, testModes, webhookSecret }]: [string, SecretPlan],
): void {
  const values = { simulatorKey, webhookSecret: webhookSecret(provider) };
  const stored = JSON.parse(store.current(secret)) as Record<string, unknown>;
  const testMode = testModes.find((choice) => choice.provider === provider);
  if (testMode === undefined) {
    put(store, secret, filled(stored, values));
    return;
  }
  requireSameMode(stored[testMode.member], testMode, simulatorKey);
  const key = testMode.key === undefined ? {} : { [testMode.member]: testMode.key };
  put(store, secret, filled({ ...stored, ...key }, values));
}

/** Writes a version only if something changed. */
function put(store: SecretStore, secret: LocalSecret, contents: object): void {
  const value = JSON.stringify(contents);
  if (value !== store.current(secret)) store.put(secret, value);
}

/** A provider's secret without empty members. What an operator has written there stays. */
function filled(
  stored: Record<string, unknown>,
  { simulatorKey, webhookSecret }: { simulatorKey: string; webhookSecret: string | undefined },
): Record<string, unknown> {
  const valueOf = (name: string) =>
    name === 'webhookSecret'
      ? (webhookSecret ?? randomBytes(32).toString('base64url'))
      : simulatorKey;
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [name, value === '' ? valueOf(name) : value]),
  );
}

/** The stored key shows where the stored payments were made; in a new secret it is empty. */
function requireSameMode(
  storedKey: unknown,
  { title, setting, key }: TestModeChoice,
  simulatorKey: string,
): void {
  const wasSimulated = storedKey === simulatorKey;
  if (storedKey === '' || storedKey === undefined || wasSimulated === (key === undefined)) return;
  throw new UsageError(
    wasSimulated
      ? `DATA_DIR holds payments of the simulator. Choose another one for ${setting}.`
      : `DATA_DIR holds payments of ${title}’s test mode. Give their ${setting}, or choose another DATA_DIR.`,
  );
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

const callers = (storefrontScopes: readonly string[]): object[] => [
  {
    id: 'admin',
    name: 'Everything, locally',
    scopes: ['*'],
    mustSendKey: true,
    keys: [hashOf(localKeys.admin)],
  },
  {
    id: 'unmodified',
    name: 'A client that was written for the provider, locally',
    scopes: ['*'],
    mustSendKey: false,
    keys: [hashOf(localKeys.unmodified)],
  },
  {
    id: 'storefront',
    name: 'A storefront, locally',
    scopes: storefrontScopes,
    // As a live storefront: without an idempotency key its request is refused.
    mustSendKey: true,
    keys: [hashOf(localKeys.storefront)],
  },
];
