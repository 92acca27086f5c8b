import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Once per run of jest, before any test: synthesizes the stack that local systems are started from, as it would be
 * deployed. Tests find its directory in `LOCAL_ASSEMBLY`.
 */
export default function synthesize(): void {
  // On Node 20 the SDK announces its end of support, once per test file.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // It takes seconds in which jest itself says nothing.
  process.stderr.write('Synthesizing the stack that the tests start.\n');
  const outdir = mkdtempSync(join(tmpdir(), 'payment-gateway-test-'));
  process.once('exit', () => {
    rmSync(outdir, { recursive: true, force: true });
  });
  const script = join('test', 'support', 'assembly.ts');
  process.env['LOCAL_ASSEMBLY'] = execFileSync(
    join('node_modules', '.bin', 'tsx'),
    [script, outdir],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}
