import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { busDetailSchema, webhookSchema } from '../events/schemas.ts';
import { clientTypesSource, withRoutes, type Document } from './client.ts';
import { withFeatureFlags } from './feature-flags.ts';
import { issuerRangesSource } from './issuer-ranges.ts';
import { drawing, readLayers } from './layers.ts';
import { permissionsTable } from './permissions.ts';
import {
  describedSource,
  eventSourcesSource,
  providersSource,
  registrySource,
  simulatorsSource,
} from './registry.ts';
import { withPart, withTable } from './tables.ts';

const readText = (path: string): string => readFileSync(path, 'utf8');

/** The files that are made from the code, or have parts that are, by what they should hold. */
const sources: Readonly<Record<string, (path: string) => string | Promise<string>>> = {
  'cdk.json': (path) => withFeatureFlags(readText(path)),
  'functions/platform/card-number/issuer-ranges.ts': issuerRangesSource,
  'functions/providers/event-sources.ts': eventSourcesSource,
  'functions/providers/providers.ts': providersSource,
  'functions/registry.ts': registrySource,
  'lib/local/simulators/registry.ts': simulatorsSource,
  'lib/openapi/registry.ts': describedSource,
  'functions/http/ERRORS.md': (path) => withTable(withTable(readText(path), 'errors'), 'advice'),
  'functions/README.md': async (path) =>
    withTable(withPart(readText(path), 'layers', drawing(await readLayers())), 'operations'),
  'lib/cloud/RUNBOOK.md': (path) =>
    withTable(withTable(withTable(readText(path), 'metrics'), 'queries'), 'alarms'),
  'lib/cloud/PERMISSIONS.md': async (path) =>
    withPart(readText(path), 'permissions', await permissionsTable()),
  'functions/deliveries/RECEIVERS.md': (path) =>
    withTable(
      withTable(withTable(readText(path), 'event-types'), 'event-members'),
      'delivery-tries',
    ),
  'lib/events/bus-detail.schema.json': () => JSON.stringify(busDetailSchema()),
  'lib/events/webhook.schema.json': () => JSON.stringify(webhookSchema()),
  'lib/openapi/openapi.json': async () => {
    // Imported once the registries are written: it is made from the contracts that they name.
    const { openapiDocument } = await import('../openapi/document.ts');
    return JSON.stringify(openapiDocument());
  },
  'lib/client/gateway.ts': (path) => withRoutes(readText(path)),
  'lib/client/operations.ts': async () => {
    const { openapiDocument } = await import('../openapi/document.ts');
    return clientTypesSource(openapiDocument() as Document);
  },
};

/**
 * What each generated file should hold, formatted; to be called in the project's own folder. The order counts: what is
 * made from another of these files is made only once that one was taken, and written.
 */
export async function* generatedFiles(): AsyncGenerator<readonly [path: string, text: string]> {
  for (const [path, source] of Object.entries(sources)) {
    const style = await resolveConfig(path);
    yield [path, await format(await source(path), { ...style, filepath: path })];
  }
}
