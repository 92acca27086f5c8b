import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

const schemas = {
  /**
   * `live` where this stack moves real money. Callers' keys of the other mode are refused, and so is a provider's secret key
   * that begins as those of the other mode do.
   */
  MODE: z.enum(['live', 'test']),
  /** Whether a body may hold a raw card number (PCI DSS) or only tokens. */
  CARD_DATA: z.enum(['tokens-only', 'accept']),
  /** Name of the ledger's table. */
  LEDGER_TABLE: text,
  /** The secret that holds the namespace and the fingerprint keys. */
  LEDGER_SECRET: text,
  /** The secret that holds the callers and the hashes of their keys. */
  CALLERS_SECRET: text,
  /** The secret that the canary's key is made of. */
  CANARY_SECRET: text,
  /** What the canary may call, separated by blanks. */
  CANARY_SCOPES: text,
  /** Where callers find the gateway, with the stage. */
  GATEWAY_URL: text,
  /** Under which the stack's metrics stand in CloudWatch. */
  METRICS_NAMESPACE: text,
  /** The merchant's end points that are sent events, as JSON: functions/deliveries/endpoints.ts reads it. */
  EVENT_ENDPOINTS: text,
  /** Where they may be: `public` allows https and public addresses only. */
  EVENT_NETWORK: z.enum(['public', 'any']),
  /** What the authorizer calls every caller by towards API Gateway's usage plan. No secret. */
  USAGE_KEY: text,
};

/** Whether money is real. */
export type Mode = z.infer<(typeof schemas)['MODE']>;

type FixedName = keyof typeof schemas;
/**
 * `ACME_ORIGIN`, the provider's scheme and host, `ACME_SECRET`, the secret that holds its key, and `ACME_VERSION`, the
 * version of its API where one is pinned.
 */
export type ProviderSettingName =
  `${Uppercase<string>}_ORIGIN` | `${Uppercase<string>}_SECRET` | `${Uppercase<string>}_VERSION`;

/** Names the providers at which the canary makes a payment, separated by blanks; absent where it makes none. */
const trialsName = 'CANARY_TRIALS';

/** Every name that the stack may set on a function. */
export type SettingName = FixedName | ProviderSettingName | typeof trialsName;

/** Settings that were read and found present. */
export type Settings<Name extends SettingName> = {
  readonly [Each in Name]: Each extends FixedName ? z.infer<(typeof schemas)[Each]> : string;
};

/** `'acme'` → the names of its settings. */
export function settingNamesOf(provider: string): {
  readonly origin: ProviderSettingName;
  readonly secret: ProviderSettingName;
  readonly version: ProviderSettingName;
} {
  const prefix = provider.toUpperCase() as Uppercase<string>;
  return {
    origin: `${prefix}_ORIGIN`,
    secret: `${prefix}_SECRET`,
    version: `${prefix}_VERSION`,
  };
}

/** The settings by which a provider is reached; `version` is undefined where none is pinned. */
export type ProviderSettings = {
  /** Of the stack: the mode that the provider's key must be of. */
  readonly mode: Mode;
  readonly origin: string;
  readonly secret: string;
  readonly version: string | undefined;
};

/** Whether the stack serves a provider: it gives the function a setting of it. */
export function isServed(provider: string): boolean {
  const { origin, secret } = settingNamesOf(provider);
  return [origin, secret].some((name) => (process.env[name] ?? '') !== '');
}

/** The providers at which the canary makes a payment; none where the stack says nothing of it. */
export const readTrialProviders = (): readonly string[] =>
  (process.env[trialsName] ?? '').split(' ').filter(Boolean);

/** Reads the settings of one provider, and the mode. @throws Error that names the missing ones */
export function readProviderSettings(provider: string): ProviderSettings {
  const names = settingNamesOf(provider);
  const { MODE: mode, ...read } = readSettings(['MODE', names.origin, names.secret]);
  const texts: Readonly<Record<string, string>> = read;
  return {
    mode,
    origin: texts[names.origin] ?? '',
    secret: texts[names.secret] ?? '',
    version: process.env[names.version],
  };
}

/**
 * Reads the named settings; called once per cold start. There are no defaults, so that a missing setting is noticed.
 *
 * @throws Error that names every missing or malformed variable, so that one deployment can fix them all
 */
export function readSettings<Name extends SettingName>(
  names: readonly Name[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings<Name> {
  const gaps: string[] = [];
  const read = names.map((name) => {
    const schema: z.ZodMiniType = name in schemas ? schemas[name as FixedName] : text;
    const result = schema.safeParse(environment[name]);
    if (!result.success) gaps.push(name);
    return [name, result.data] as const;
  });
  if (gaps.length > 0) throw new Error(`Settings missing or malformed: ${gaps.join(', ')}.`);
  return Object.fromEntries(read) as Settings<Name>;
}
