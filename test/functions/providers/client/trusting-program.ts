import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program of this folder while it trusts a certificate, and removes the certificate's file after that. A program
 * of its own, because Node reads whom to trust (NODE_EXTRA_CA_CERTS) only when it starts.
 *
 * @param words what the program is given
 * @param use gets the process; messages can be sent to it and come from it
 */
export async function withTrustingProgram<Value>(
  program: string,
  { certificate, words }: { readonly certificate: string; readonly words: readonly string[] },
  use: (child: ChildProcess) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'trusting-program-'));
  const trusted = join(folder, 'certificate.pem');
  const path = fileURLToPath(new URL(`./${program}`, import.meta.url));
  try {
    await writeFile(trusted, certificate);
    const child = spawn(process.execPath, ['--import', 'tsx', path, ...words], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return await use(child);
  } finally {
    await rm(folder, { recursive: true });
  }
}
