import { simulators } from './simulators/registry.ts';
import { providersOf } from './template/providers.ts';
import type { LocalTemplate } from './template/template.ts';

/**
 * The origins of the providers that the functions find at the simulators, by name. A provider with a key of its test
 * mode is not among them: its functions call the origin in the template.
 *
 * @param url where the simulators listen
 */
export function simulatedOrigins(
  { functions }: LocalTemplate,
  url: string,
  testModeKeys: Readonly<Record<string, string>>,
): Record<string, string> {
  const simulated = providersOf(functions).filter((name) => testModeKeys[name] === undefined);
  return Object.fromEntries(simulated.map((name) => [name, `${url}${originPathOf(name)}`]));
}

/** A provider without a registered simulator has the path of its name, where a test can put a server. */
const originPathOf = (provider: string): string =>
  simulators.find(({ name }) => name === provider)?.originPath ?? `/${provider}`;
