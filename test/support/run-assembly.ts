import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../lib/cloud/environments/environment.ts';

/**
 * Synthesizes the stack that local systems are started from, as it would be deployed; it takes some seconds.
 *
 * @param changes what is otherwise than in the stack of most tests
 * @returns its directory, which is removed when this process ends
 */
export function runAssembly(changes: Partial<Environment> = {}): string {
  const outdir = mkdtempSync(join(tmpdir(), 'payment-gateway-test-'));
  process.once('exit', () => {
    rmSync(outdir, { recursive: true, force: true });
  });
  const script = join('test', 'support', 'assembly.ts');
  const command = join('node_modules', '.bin', 'tsx');
  return execFileSync(command, [script, outdir, JSON.stringify(changes)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
