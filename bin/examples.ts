import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { startLocal } from '../lib/local/stack.ts';
import { synthesizeLocal } from '../lib/local/template/synthesize.ts';
import { recordStories } from '../lib/openapi/examples/record.ts';

// Records the examples of the API's document anew, at a local system of its own.
const directory = mkdtempSync(join(tmpdir(), 'payment-gateway-examples-'));
const path = 'lib/openapi/examples/recorded.json';
const local = await startLocal({
  assembly: () => synthesizeLocal(directory),
  port: 0,
  simulatorPort: 0,
});
try {
  const text = await recordStories(local);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
} finally {
  await local.close();
  rmSync(directory, { recursive: true, force: true });
}
