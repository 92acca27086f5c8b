import { resolve } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../host/usage-error.ts';
import { simulators } from './simulators/registry.ts';

/** The last port that there is. */
export const maxPort = 65_535;

const notAPort = `must be a whole number from 0 to ${maxPort}`;
const port = z
  .string()
  .regex(/^\d{1,5}$/, notAPort)
  .transform(Number)
  .refine((number) => number <= maxPort, { error: notAPort, abort: true });

/** Keys of providers' test modes: each such provider is called in place of its simulator. */
const testModes = simulators.flatMap(({ name, testMode }) =>
  testMode === undefined ? [] : [{ ...testMode, provider: name }],
);
const testModeSettings = Object.fromEntries(
  testModes.map(({ setting, key }) => [setting, key.optional()]),
);

/** What a real account was charged must be on record for longer than a run. */
const keepsRecords = ({ DATA_DIR, ...others }: Readonly<Record<string, unknown>>): boolean =>
  DATA_DIR !== undefined || Object.keys(keysOf(others)).length === 0;

const endpoint = 'must be an address like http://127.0.0.1:8000';

const Settings = z
  .object({
    /** Where the gateway listens; 0 takes a free port. */
    PORT: port.default(3000),
    /** Where the simulators listen; by default one above. */
    SIMULATOR_PORT: port.optional(),
    /** Where the console listens; by default two above, or any free one where that is taken. */
    CONSOLE_PORT: port.optional(),
    /** Where data outlives a restart; without it everything is kept in memory. */
    DATA_DIR: z.string().min(1).optional(),
    ...testModeSettings,
    /** Uses a table server that is running already. */
    DYNAMODB_ENDPOINT: z.url({ protocol: /^https?$/, error: endpoint }).optional(),
    /** How the log is printed; `json` prints the cloud's lines. */
    LOG_FORMAT: z.enum(['readable', 'json'], 'must be readable or json').default('readable'),
    /** Every program's word for no colours (no-color.org). */
    NO_COLOR: z.string().optional(),
    /** npm's: the directory where somebody typed the command, which with --prefix is another than this one. */
    INIT_CWD: z.string().optional(),
  })
  .refine(({ PORT, SIMULATOR_PORT }) => SIMULATOR_PORT !== undefined || PORT !== maxPort, {
    path: ['SIMULATOR_PORT'],
    error: 'must be given, for there is no port above PORT',
  })
  .refine(({ PORT, SIMULATOR_PORT }) => PORT === 0 || SIMULATOR_PORT !== PORT, {
    path: ['SIMULATOR_PORT'],
    error: 'must be another than PORT',
  })
  .refine(keepsRecords, {
    path: ['DATA_DIR'],
    error:
      'must be given beside a provider’s key: in memory, what its account was asked for is forgotten with the run',
  });

/** What a person may choose about the local system. */
export type LocalSettings = {
  readonly port: number;
  readonly simulatorPort: number;
  /** Where the console listens, if that is free. */
  readonly consolePort: number;
  /** Absolute. */
  readonly dataDir?: string | undefined;
  /** Keys of providers' test modes, by provider. */
  readonly testModeKeys: Readonly<Record<string, string>>;
  readonly dynamodb?: URL | undefined;
  readonly logFormat: 'readable' | 'json';
  /** Whether a terminal may be written to in colours. */
  readonly wantsColours: boolean;
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
  const { DATA_DIR, INIT_CWD } = settings.data;
  const { DYNAMODB_ENDPOINT, LOG_FORMAT, NO_COLOR, ...others } = settings.data;
  return {
    ...portsOf(settings.data),
    dataDir: DATA_DIR === undefined ? undefined : resolve(INIT_CWD ?? '', DATA_DIR),
    testModeKeys: keysOf(others),
    dynamodb: DYNAMODB_ENDPOINT === undefined ? undefined : new URL(DYNAMODB_ENDPOINT),
    logFormat: LOG_FORMAT,
    wantsColours: NO_COLOR === undefined,
  };
}

/** The gateway's port, and those of the others: above it, or any that are free. */
function portsOf({
  PORT: port,
  SIMULATOR_PORT,
  CONSOLE_PORT,
}: Pick<z.infer<typeof Settings>, 'PORT' | 'SIMULATOR_PORT' | 'CONSOLE_PORT'>) {
  const above = (by: number): number => (port === 0 || port + by > maxPort ? 0 : port + by);
  return {
    port,
    simulatorPort: SIMULATOR_PORT ?? above(1),
    consolePort: CONSOLE_PORT ?? above(2),
  };
}

/** The keys among the settings, by provider. */
function keysOf(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    testModes.flatMap(({ provider, setting }) => {
      const key = settings[setting];
      return typeof key === 'string' ? [[provider, key]] : [];
    }),
  );
}

/** The AWS SDK announces on Node 20 that it will end its support; commands print nothing that they were not asked for. */
export function silenceSdkAnnouncement(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}
