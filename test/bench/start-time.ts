import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { atMost, type BudgetLine } from './budget-line.ts';

/** How long `npm start` takes until it says that it is ready. */
export async function measureStart(): Promise<BudgetLine> {
  const startedAt = performance.now();
  // A process group of its own, so that what npm starts can be ended with it.
  const child = spawn('npm', ['start'], {
    detached: true,
    env: { ...process.env, PORT: '0', SIMULATOR_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let isReady = false;
  for await (const line of createInterface({ input: child.stdout })) {
    isReady = line.startsWith('Gateway ready');
    if (isReady) break;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  child.stdout.resume();
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
  await ended;
  if (!isReady) throw new Error('npm start ended without being ready.');
  return atMost('npm start to ready', seconds, { value: 8, unit: 's', digits: 1 });
}
