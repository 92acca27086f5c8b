import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { withSections } from './sections.ts';
import { providersSource, registrySource, simulatorsSource } from './registry.ts';

/** The documents that have sections of it. */
const documents = ['README.md', 'functions/README.md', 'functions/http/README.md'];

/** The files that are made from the code, or have parts that are, by what they should hold. */
const sources: Readonly<Record<string, () => string>> = {
  'functions/providers/providers.ts': providersSource,
  'functions/registry.ts': registrySource,
  'lib/local/simulators/registry.ts': simulatorsSource,
  ...Object.fromEntries(
    documents.map((path) => [path, () => withSections(readFileSync(path, 'utf8'))]),
  ),
};

/** What each generated file should hold, formatted; to be called in the project's own folder. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [path, source] of Object.entries(sources)) {
    const style = await resolveConfig(path);
    files.set(path, await format(source(), { ...style, filepath: path }));
  }
  return files;
}
