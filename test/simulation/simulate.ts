import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Day } from './day.ts';
import type { Parameters } from './plan.ts';

/**
 * Simulates a day in a process of its own.
 *
 * @param at is told now and then which moment of the day it is
 * @throws Error where the process ended without a result
 */
export async function simulateDay(
  bundle: string,
  parameters: Partial<Parameters>,
  at: (moment: number) => void,
): Promise<Day> {
  const worker = fork(bundle, [JSON.stringify(parameters)], { execArgv: [] });
  let day: Day | undefined;
  worker.on('message', (said: { at: number } | { day: Day }) => {
    if ('at' in said) at(said.at);
    else day = { ...said.day, findings: new Map(said.day.findings) };
  });
  await once(worker, 'exit');
  if (day === undefined) throw new Error('The simulation ended without a result.');
  return day;
}
