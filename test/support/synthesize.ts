import { runAssembly } from './run-assembly.ts';

/**
 * Once per run of jest, before any test: synthesizes the stack that local systems are started from. Tests find its
 * directory in `LOCAL_ASSEMBLY`.
 */
export default function synthesize(): void {
  // On Node 20 the SDK announces its end of support, once per test file.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // It takes seconds in which jest itself says nothing.
  process.stderr.write('Synthesizing the stack that the tests start.\n');
  process.env['LOCAL_ASSEMBLY'] = runAssembly();
}
