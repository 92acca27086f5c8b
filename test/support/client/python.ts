import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a text in Python prints, as JSON, where the client can be imported. It is ended after 20 s. */
export async function printed(text: string, ...words: readonly string[]): Promise<unknown> {
  const imports = `import json, sys, threading, time\nsys.path.insert(0, 'lib/client')`;
  const code = `${imports}\nimport gateway as client\nfrom gateway import *\n${text}`;
  const options = { timeout: 20_000 };
  const { stdout } = await promisify(execFile)('python3', ['-B', '-c', code, ...words], options);
  return JSON.parse(stdout);
}

/** A call at the URL that is the first word, as `outcome`. */
export const pythonCall = (more = ''): string =>
  `outcome = Gateway(sys.argv[1], "gk_test_1", timeout=2.0).call(
    "POST", "/komoju/api/v1/payments", intent="a", body={}, ${more}
)`;
