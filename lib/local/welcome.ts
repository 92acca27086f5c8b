import type { LocalSettings } from './settings.ts';
import { simulators } from './simulators/registry.ts';
import type { ExampleRequest } from './simulators/simulator.ts';
import type { Local } from './stack.ts';

/** The lines that are printed once everything runs. */
export function welcome(
  { url, simulatorUrl, keys }: Pick<Local, 'url' | 'simulatorUrl' | 'keys'>,
  { dataDir, testModeKeys = {} }: Partial<Pick<LocalSettings, 'dataDir' | 'testModeKeys'>>,
): string[] {
  const example = simulators.find((simulator) => simulator.example !== undefined)?.example;
  return [
    `Gateway ready: ${url}`,
    `Simulator: ${simulatorUrl}`,
    ...simulators.flatMap(({ name, testMode }) =>
      testMode === undefined || testModeKeys[name] === undefined ? [] : [testMode.notice],
    ),
    ...(dataDir === undefined ? [] : [`Data: ${dataDir}`]),
    `Key (all operations): ${keys.admin}`,
    `Key (storefront): ${keys.storefront}`,
    ...(example === undefined ? [] : [`Try: ${curl(example, url, keys.admin)}`]),
    'Stop with Ctrl-C.',
  ];
}

/** With an idempotency key, so that a person who sends it twice pays once. */
function curl({ path, fields }: ExampleRequest, url: string, key: string): string {
  const parameters = [
    '-H "Idempotency-Key: order-1"',
    ...Object.entries(fields).map(([name, value]) => `-d "${name}=${value}"`),
  ];
  return `curl -u ${key}: ${url}${path} ${parameters.join(' ')}`;
}
