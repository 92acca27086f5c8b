import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../host/at-exit.ts';
import type { Print } from '../host/print.ts';
import { forgetRunning, noteRunning } from '../host/running.ts';
import { logPrinter } from './readable-log/log-printer.ts';
import { reloadOnChange } from './reload/reload.ts';
import { readLocalSettings, type LocalSettings } from './settings.ts';
import { simulators } from './simulators/registry.ts';
import type { Local, LocalOptions } from './local.ts';
import { startLocal } from './stack.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';
import { startError } from './start-error.ts';
import { welcome } from './welcome.ts';

/** Starts the operator's pages of a system: given the URL of its simulators, and the usual port of the pages. */
export type StartConsole = (
  simulatorUrl: string,
  port: number,
) => Promise<{ readonly url: string }>;

/**
 * Runs the whole system until it is stopped. If it cannot start, it prints one line and ends with code 1. Where only the
 * help was asked for, it prints that and ends.
 *
 * Every process that it starts ends with it, even if it is killed: each of them ends when its channel to it closes.
 */
export async function run(
  print: Print,
  words: readonly string[],
  startConsole: StartConsole,
): Promise<void> {
  let local: Local | undefined;
  let settings: (LocalSettings & StartOptions) | undefined;
  let isStopping = false;
  let served: { readonly url: string } | undefined;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    // A part that has not ended by then ends with this process.
    setTimeout(() => process.exit(), maxEndMs);
    void (local?.close() ?? Promise.resolve()).finally(() => process.exit());
  };
  // For every signal: npm passes on the terminal's signal too, and the second one must not interrupt the cleanup.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const onTableLost = () => {
    // Ctrl-C in the terminal also ends the table's server.
    if (isStopping) return;
    print.error('The table’s server has ended, so nothing can be recorded any more. Start again.');
    process.exit(1);
  };
  try {
    const options = readStartOptions(words, print);
    if (options === undefined) return;
    settings = { ...readLocalSettings(), ...options };
    const directory = temporaryDirectory();
    local = await startIn(directory, settings, {
      onLine: logPrinter(print, settings),
      onTableLost,
      pageLinks: () => (served === undefined ? [] : [['Console', served.url]]),
    });
    reloadOnChange({ ...local, directory, onLine: print.out });
    noteRunning(local.simulatorUrl);
    atExit(() => {
      forgetRunning();
    });
    served = await startConsole(local.simulatorUrl, settings.consolePort);
    for (const line of welcome({ ...local, consoleUrl: served.url }, settings)) print.out(line);
  } catch (error) {
    print.error(startError(error, settings));
    process.exit(1);
  }
}

/** After Ctrl-C the program ends within this time. */
const maxEndMs = 2000;

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'payment-gateway-'));
  atExit(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

const startIn = (
  directory: string,
  { forwardTo, ...settings }: LocalSettings & StartOptions,
  callbacks: Pick<LocalOptions, 'onLine' | 'onTableLost' | 'pageLinks'>,
): Promise<Local> =>
  startLocal({
    ...settings,
    ...callbacks,
    endpoints: forwardTo === undefined ? {} : { forward: forwardTo },
    // Imported late, because it takes long and a taken port is found before.
    assembly: async () => (await import('./template/synthesize.ts')).synthesizeLocal(directory),
    warm: ['gateway.authorize', ...simulators.flatMap(({ warm = [] }) => warm)],
    runsSchedules: true,
  });
