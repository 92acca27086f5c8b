import { providerNames } from '../functions/operations.ts';

/** What a host must know of a provider; the rest is the business of functions/providers. */
export type ProviderOrigin = {
  /** `'komoju'`: the first word of its operations' ids. */
  readonly name: string;
  /** Scheme and host that its functions may call, without a path: `'https://komoju.com'`. */
  readonly origin: string;
};

/**
 * What lib needs of each provider that has a row: name and origin.
 *
 * Found by name instead of by a list of imports, so that a new provider is its file and its rows and nothing here.
 *
 * @throws Error when a provider's file does not export a provider of its name with an https origin.
 */
export function loadProviders(): Promise<readonly ProviderOrigin[]> {
  return Promise.all(providerNames.map(loadProvider));
}

async function loadProvider(name: string): Promise<ProviderOrigin> {
  const path = `../functions/providers/${name}/${name}.ts`;
  const exported = ((await import(path)) as Record<string, Partial<ProviderOrigin> | undefined>)[
    name
  ];
  const origin = exported?.origin;
  if (exported?.name !== name || origin === undefined || !isHttpsOrigin(origin)) {
    throw new Error(
      `functions/providers/${name}/${name}.ts must export ${name} with name '${name}' and an https origin without a path.`,
    );
  }
  return { name, origin };
}

const isHttpsOrigin = (text: string): boolean =>
  text.startsWith('https://') && URL.canParse(text) && new URL(text).origin === text;
