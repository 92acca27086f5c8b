/** The order of the folders of functions/, as `.dependency-cruiser.mjs` holds the imports to it. */
export type Layers = readonly (readonly string[])[];

/** Imported by a name that is no constant, because the checker's settings are plain JavaScript without types. */
const settings = new URL('../../.dependency-cruiser.mjs', import.meta.url).href;

/** @throws Error where the settings of the checker have no such list */
export async function readLayers(): Promise<Layers> {
  const { layers } = (await import(settings)) as { layers: { functions: Layers } };
  return layers.functions;
}

/** The drawing: one line for each layer, from the top to the bottom. */
export const drawing = (layers: Layers): string =>
  ['```', ...layers.map((folders) => folders.join(' · ')), '```'].join('\n');
