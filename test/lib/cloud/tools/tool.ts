import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { inPlaceOfBundles } from '../../../../lib/bundle/bundle.ts';
import { providers } from '../../../../functions/providers/providers.ts';
import { environments } from '../../../../lib/cloud/environments/environments.ts';
import { PaymentsStack } from '../../../../lib/cloud/payments-stack.ts';

const run = promisify(execFile);

/** Whether a program can be started. Where it cannot, it is said how it is installed. */
export function isInstalled(program: string, words: readonly string[], howTo: string): boolean {
  const { error, status } = spawnSync(program, words);
  const isThere = error === undefined && status === 0;
  if (!isThere) process.stderr.write(`${program} is not there, so its test skips: ${howTo}.\n`);
  return isThere;
}

/** What a program prints, whatever it ends with: with findings, such tools end with an error. */
export async function printed(program: string, words: readonly string[]): Promise<string> {
  const options = { maxBuffer: 64 * 1024 * 1024 };
  try {
    return (await run(program, words, options)).stdout;
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string };
    if (stdout === undefined || stdout === '') throw error;
    return stdout;
  }
}

/**
 * What is read of the templates that `cdk deploy` would send, of every environment. The functions hold this folder: what
 * is in them is nothing to a template.
 */
export async function withTemplates<Read>(
  read: (paths: readonly string[]) => Promise<Read>,
): Promise<Read> {
  const folder = await mkdtemp(join(tmpdir(), 'payment-gateway-templates-'));
  try {
    const bundles = inPlaceOfBundles(import.meta.dirname);
    const app = new App({ outdir: folder });
    for (const environment of environments) {
      new PaymentsStack(app, environment.stackName, { environment, bundles, providers });
    }
    const { stacks } = app.synth();
    return await read(stacks.map(({ templateFullPath }) => templateFullPath));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
