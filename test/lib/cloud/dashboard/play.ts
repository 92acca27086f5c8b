import type { Datum } from '../../../support/cloudwatch/emitted.ts';
import { watch } from '../../../support/cloudwatch/watch.ts';
import { localSystem, type LocalSystem } from '../../../support/local.ts';
import { runAssembly } from '../../../support/run-assembly.ts';
import { isLosing, playStep, stepMs, steps } from './night.ts';

/** What CloudWatch would see of the night. */
export type Played = {
  /** The figures of each step. */
  readonly data: readonly (readonly Datum[])[];
  /** The alarms that are on in the end, by their names in the runbook. */
  readonly alarmsOn: readonly string[];
};

const minutesOfStep = stepMs / 60_000;

/** The minutes of a step pass, and what schedules start runs in them. */
async function passStep(local: LocalSystem, step: number): Promise<void> {
  const run = (operation: string) => local.sandbox('POST', `schedules/gateway.${operation}`);
  if (step === 24) await run('reconcile');
  await run('canary');
  // The clock stands still until the webhooks have come: else they would seem to take minutes.
  await local.sandbox('POST', 'webhooks/wait', { seconds: 5 });
  for (let minute = 0; minute < minutesOfStep; minute += 1) {
    await local.advanceClock(stepMs / minutesOfStep);
    await run('recover');
    // Else the list of events would tell what came of it, as the webhooks would.
    if (!isLosing(step)) await run('catch-up');
  }
}

/** Plays the night on a local system; it takes some minutes. */
export async function play(): Promise<Played> {
  const assembly = runAssembly();
  const local = await localSystem({ assembly });
  const [watched, ofStep] = [watch(local, assembly), watch(local, assembly)];
  const data: (readonly Datum[])[] = [];
  try {
    for (let step = 0; step < steps; step += 1) {
      await playStep(local, step);
      await passStep(local, step);
      data.push(ofStep.data());
      ofStep.forget();
      process.stdout.write(`${step + 1} of ${steps}\n`);
    }
    return { data, alarmsOn: watched.alarmsOn() };
  } finally {
    await local.close();
  }
}
