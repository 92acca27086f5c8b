import * as z from 'zod';
import { UsageError } from './usage-error.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const Settings = z.object({
  /** Where the gateway listens; 0 takes a free port. */
  PORT: port.default(3000),
  /** Where the simulators listen; by default one above. */
  SIMULATOR_PORT: port.optional(),
  /** Where data outlives a restart; without it everything is kept in memory. */
  DATA_DIR: z.string().min(1).optional(),
  /** Calls the real KOMOJU in its test mode. */
  KOMOJU_SECRET_KEY: z
    .string()
    .startsWith('sk_test_', 'must start with sk_test_: a live key would move real money from here')
    .optional(),
  /** Uses a table server that is running already. */
  DYNAMODB_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
});

/** What a person may choose about the local system. */
export type LocalSettings = {
  readonly port: number;
  readonly simulatorPort: number;
  readonly dataDir?: string | undefined;
  readonly komojuSecretKey?: string | undefined;
  readonly dynamodb?: URL | undefined;
};

/**
 * Reads the settings of the local system; an empty variable counts as absent.
 *
 * @throws UsageError naming every variable that is malformed, so that one more start is enough.
 */
export function readLocalSettings(environment: NodeJS.ProcessEnv = process.env): LocalSettings {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const settings = Settings.safeParse(Object.fromEntries(given));
  if (!settings.success) {
    const gaps = settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new UsageError(`These settings cannot be used. ${gaps.join('; ')}`);
  }
  const { PORT, SIMULATOR_PORT, DATA_DIR, KOMOJU_SECRET_KEY, DYNAMODB_ENDPOINT } = settings.data;
  return {
    port: PORT,
    simulatorPort: SIMULATOR_PORT ?? (PORT === 0 ? 0 : PORT + 1),
    dataDir: DATA_DIR,
    komojuSecretKey: KOMOJU_SECRET_KEY,
    dynamodb: DYNAMODB_ENDPOINT === undefined ? undefined : new URL(DYNAMODB_ENDPOINT),
  };
}
