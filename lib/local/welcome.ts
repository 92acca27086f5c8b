import { localSigningSecret } from './aws/secret-contents.ts';
import { docsPath } from './docs/with-docs.ts';
import { firstRequests } from './first-requests.ts';
import type { StartOptions } from './start-options.ts';
import type { LocalSettings } from './settings.ts';
import { simulators } from './simulators/registry.ts';
import type { Local } from './local.ts';

type Running = Pick<Local, 'url' | 'simulatorUrl' | 'keys' | 'aheadMs' | 'hasEvents'> & {
  /** The address of the console, with its key. */
  readonly consoleUrl: string;
};
type Chosen = Partial<Pick<LocalSettings, 'dataDir' | 'testModeKeys'>> & StartOptions;

/** The lines that are printed once everything runs. */
export function welcome(
  local: Running,
  { dataDir, testModeKeys = {}, forwardTo }: Chosen,
): string[] {
  const { url, simulatorUrl, consoleUrl, keys } = local;
  return [
    `Gateway ready: ${url}`,
    `Simulator: ${simulatorUrl}`,
    `Open in a browser: ${url}`,
    `Demo shop: ${url}/demo`,
    `API to read and try: ${url}${docsPath}`,
    `Console: ${consoleUrl}`,
    ...simulators.flatMap(({ name, testMode }) =>
      testMode === undefined || testModeKeys[name] === undefined ? [] : [testMode.notice],
    ),
    ...(dataDir === undefined ? [] : [`Data: ${dataDir}`]),
    ...eventLines(local, forwardTo),
    ...movedClock(local.aheadMs()),
    `Key (all operations): ${keys.admin}`,
    `Key (storefront): ${keys.storefront}`,
    `Key (client that sends no Idempotency-Key): ${keys.unmodified}`,
    ...firstRequests(local, testModeKeys).map(({ title, command }) => `${title}: ${command}`),
    'Stop with Ctrl-C.',
  ];
}

/** Where events go, and what signs them; or that there are none. */
function eventLines({ hasEvents }: Running, forwardTo: string | undefined): string[] {
  if (!hasEvents) return ['Events: none, for this table’s server has no streams'];
  if (forwardTo === undefined) return [];
  return [`Events go to: ${forwardTo}`, `Their signing secret: ${localSigningSecret}`];
}

/** Only where it is not the machine's time: an earlier run on the same data has moved it. */
const movedClock = (aheadMs: number): string[] =>
  aheadMs === 0 ? [] : [`Clock: ${new Date(Date.now() + aheadMs).toISOString()}, as it was moved`];
