import type { LocalFunction } from './functions.ts';

/** The provider whose origin a setting holds: `ACME_ORIGIN` → `'acme'`; undefined for any other setting. */
export const providerOfOrigin = (setting: string): string | undefined =>
  /^(.+)_ORIGIN$/.exec(setting)?.[1]?.toLowerCase();

/** The names of the providers that functions of the template call. */
export function providersOf(functions: readonly LocalFunction[]): readonly string[] {
  const settings = functions.flatMap(({ variables }) => Object.keys(variables));
  return [...new Set(settings.map(providerOfOrigin).filter((name) => name !== undefined))];
}
