import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './host/at-exit.ts';
import { readLocalSettings, type LocalSettings } from './settings.ts';
import { startLocal, type Local, type LocalOptions } from './stack.ts';
import { startError } from './start-error.ts';
import { welcome } from './welcome.ts';

/** Where the program writes, one line at a time. */
export type Print = {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
};

/**
 * Runs the whole system until somebody ends it. What it cannot do it says in one line, and ends with code 1.
 *
 * Every process that it starts ends with it, however it ends: each holds on to a channel of this one.
 */
export async function run(print: Print): Promise<void> {
  let local: Local | undefined;
  let settings: LocalSettings | undefined;
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    // A part that does not end in time dies with this process all the same.
    setTimeout(() => process.exit(), endMsMost);
    void (local?.close() ?? Promise.resolve()).finally(() => process.exit());
  };
  // Not once: npm passes on what the terminal sends as well, and a second signal must not end what cleans up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const onTableLost = () => {
    // The terminal sends its signal to the table's server, too.
    if (isStopping) return;
    print.error('The table’s server has ended, so nothing can be recorded any more. Start again.');
    process.exit(1);
  };
  try {
    settings = readLocalSettings();
    local = await startFrom(settings, { onLine: print.out, onTableLost });
    for (const line of welcome(local, settings)) print.out(line);
  } catch (error) {
    print.error(startError(error, settings));
    process.exit(1);
  }
}

/** Somebody who pressed Ctrl-C waits no longer than this. */
const endMsMost = 2000;

function startFrom(
  settings: LocalSettings,
  told: Pick<LocalOptions, 'onLine' | 'onTableLost'>,
): Promise<Local> {
  const directory = mkdtempSync(join(tmpdir(), 'payment-gateway-'));
  atExit(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return startLocal({
    ...settings,
    ...told,
    // Imported when it is needed: a taken port is found out before.
    assembly: async () => (await import('./template/synthesize.ts')).synthesizeLocal(directory),
    warm: ['gateway.authorize', 'komoju.payment.create'],
    runsSchedules: true,
  });
}
