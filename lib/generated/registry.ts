import { existsSync } from 'node:fs';
import {
  fileOf,
  isOfProvider,
  operationIds,
  providerNames,
  rowOf,
} from '../../functions/operations.ts';

const notice = '/* Written by `npm run generate` from functions/operations.ts. Do not edit. */';

/** `'acme.charge.create'` → `acmeChargeCreate` */
const constantOf = (id: string): string =>
  id.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());

/** functions/providers/providers.ts: every provider that has a row. */
export const providersSource = (): string =>
  [
    notice,
    ...providerNames.map((name) => `import { ${name} } from './${name}/${name}.ts';`),
    "import type { Provider } from './provider.ts';",
    '',
    '/** Every provider that has a row in the table of operations. */',
    `export const providers: readonly Provider[] = [${providerNames.join(', ')}];`,
    '',
  ].join('\n');

/** functions/providers/event-sources.ts: every provider whose webhooks have a row. */
export function eventSourcesSource(): string {
  const names = operationIds
    .filter((id) => rowOf(id).effect === 'inbox')
    .map((id) => id.split('.')[0] ?? '');
  return [
    notice,
    ...names.map((name) => `import { ${name}Events } from './${name}/events.ts';`),
    "import type { EventSource } from './event-source.ts';",
    '',
    '/** Every provider whose webhooks have a row in the table of operations. */',
    `export const eventSources: readonly EventSource[] = [${names.map((name) => `${name}Events`).join(', ')}];`,
    '',
  ].join('\n');
}

/** lib/local/simulators/registry.ts: the simulator of every provider. */
export const simulatorsSource = (): string =>
  [
    notice,
    ...providerNames.map(
      (name) => `import { simulator as ${name} } from './${name}/simulator.ts';`,
    ),
    "import type { Simulator } from './simulator.ts';",
    '',
    '/** All simulators. Faults and the printed example belong to the first one unless they name another. */',
    `export const simulators: readonly [Simulator, ...Simulator[]] = [${providerNames.join(', ')}];`,
    '',
  ].join('\n');

/** Whether a provider's API is described: then it has a folder in lib/openapi. */
const isDescribed = (name: string): boolean =>
  existsSync(new URL(`../openapi/${name}/${name}.ts`, import.meta.url));

/** lib/openapi/registry.ts: the providers whose objects are described. Without that a provider's are in general. */
export function describedSource(): string {
  const names = providerNames.filter(isDescribed);
  return [
    notice,
    "import type { Described } from './described.ts';",
    ...names.map((name) => `import { ${name} } from './${name}/${name}.ts';`),
    '',
    '/** What is known of the API of each provider that has a folder here. */',
    `export const described: Readonly<Record<string, Described>> = { ${names.join(', ')} };`,
    '',
  ].join('\n');
}

/** functions/registry.ts: every provider and the contract of every operation. */
export function registrySource(): string {
  const ids = operationIds.filter(isOfProvider);
  return [
    notice,
    ...ids.map((id) => `import { contract as ${constantOf(id)} } from './${fileOf(id)}.ts';`),
    "import type { ProviderOperationId } from './operations.ts';",
    "import type { AnyContract } from './providers/contract.ts';",
    "import { providers } from './providers/providers.ts';",
    "import type { Registry } from './providers/registry.ts';",
    '',
    '/** The contract of every operation of a provider, by its id. */',
    'const contracts = {',
    ...ids.map((id) => `  '${id}': ${constantOf(id)},`),
    '} as const satisfies Record<ProviderOperationId, unknown>;',
    '',
    '/** Every provider that has a row, and every contract. */',
    'export const registry: Registry = {',
    '  providers,',
    '  contracts: contracts as unknown as Record<ProviderOperationId, AnyContract>,',
    '};',
    '',
  ].join('\n');
}
