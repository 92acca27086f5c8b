import type { LocalSystem } from './local.ts';

type Environment = { settings: Record<string, string>; endpoints: Record<string, string> };

/** Where the local table and secrets are, and what they are called. */
export const environmentOf = async (local: LocalSystem): Promise<Environment> =>
  (await local.sandbox('GET', 'environment')) as Environment;
