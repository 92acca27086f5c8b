import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { issuerRangesSource } from './issuer-ranges.ts';
import { drawing, readLayers } from './layers.ts';
import {
  eventSourcesSource,
  providersSource,
  registrySource,
  simulatorsSource,
} from './registry.ts';
import { withPart, withTable } from './tables.ts';

const readText = (path: string): string => readFileSync(path, 'utf8');

/** The files that are made from the code, or have parts that are, by what they should hold. */
const sources: Readonly<Record<string, (path: string) => string | Promise<string>>> = {
  'functions/platform/card-number/issuer-ranges.ts': issuerRangesSource,
  'functions/providers/event-sources.ts': eventSourcesSource,
  'functions/providers/providers.ts': providersSource,
  'functions/registry.ts': registrySource,
  'lib/local/simulators/registry.ts': simulatorsSource,
  'functions/http/ERRORS.md': (path) => withTable(withTable(readText(path), 'errors'), 'advice'),
  'functions/README.md': async (path) =>
    withTable(withPart(readText(path), 'layers', drawing(await readLayers())), 'operations'),
};

/** What each generated file should hold, formatted; to be called in the project's own folder. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [path, source] of Object.entries(sources)) {
    const style = await resolveConfig(path);
    files.set(path, await format(await source(path), { ...style, filepath: path }));
  }
  return files;
}
