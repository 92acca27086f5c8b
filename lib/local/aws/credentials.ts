import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { atExit } from '../../host/at-exit.ts';

const Credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });

/** What signs a request to the local table and secrets. */
export type Credentials = Readonly<z.infer<typeof Credentials>>;

/** Credentials that only one start of the local system has. */
export const newCredentials = (): Credentials => ({
  accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64'),
});

/** Credentials in a file, for commands of the user who started the system. */
export type CredentialsFile = { readonly path: string; readonly remove: () => void };

/** Writes them into a directory of their own that only their owner can read. It is removed with this process. */
export function writeCredentials(credentials: Credentials): CredentialsFile {
  const directory = mkdtempSync(join(tmpdir(), 'payment-gateway-'));
  const remove = atExit(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const path = join(directory, 'credentials.json');
  writeFileSync(path, JSON.stringify(credentials), { mode: 0o600, flag: 'wx' });
  return { path, remove };
}

/** @throws Error if there is no such file, if it belongs to another user, or if it holds no credentials */
export const readCredentials = (path: string): Credentials =>
  Credentials.parse(JSON.parse(readFileSync(path, 'utf8')));
