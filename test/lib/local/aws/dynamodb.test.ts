import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  dynoxideBinary,
  startDynamodb,
  startDynoxide,
} from '../../../../lib/local/aws/dynamodb.ts';
import { UsageError } from '../../../../lib/host/usage-error.ts';

const run = promisify(execFile);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** The server with this address; its shell has the same words behind its own. */
async function processOf(endpoint: string): Promise<number> {
  const { stdout } = await run('ps', ['-e', '-o', 'pid=,args=']);
  const found = stdout
    .split('\n')
    .find((line) => /^\s*\d+ \S*dynoxide /.test(line) && line.includes(new URL(endpoint).port));
  return Number.parseInt(found ?? '', 10);
}

// There is no build of the embedded server for any other.
const isBuilt = process.platform === 'linux' && process.arch === 'x64';

(isBuilt ? describe : describe.skip)('the server that comes along', () => {
  test('is missed once it has ended by itself', async () => {
    let onLost = (): void => undefined;
    const lost = new Promise<void>((resolve) => {
      onLost = resolve;
    });
    const server = await startDynamodb('dynoxide', undefined, onLost);

    process.kill(await processOf(server.endpoint), 'SIGKILL');

    await expect(lost).resolves.toBeUndefined();
    await server.close();
  });

  test('is not missed when it is closed, and leaves nothing behind', async () => {
    let isLost = false;
    const server = await startDynamodb('dynoxide', undefined, () => {
      isLost = true;
    });

    await server.close();

    expect(isLost).toBe(false);
    expect(await processOf(server.endpoint)).toBeNaN();
  });

  test('is started again where it ended at once, because another program took its port', async () => {
    const program = join(directory, 'program');
    const ended = join(directory, 'ended');
    const lines = [`if [ -e '${ended}' ]; then exec '${String(dynoxideBinary())}' "$@"; fi`];
    writeFileSync(program, ['#!/bin/sh', ...lines, `touch '${ended}'`, 'exit 1'].join('\n'), {
      mode: 0o700,
    });

    const server = await startDynoxide(program, undefined, () => undefined);

    await expect(fetch(server.endpoint)).resolves.toBeDefined();
    await server.close();
  });

  test('refuses a damaged file at once, in one line that names it', async () => {
    const file = join(directory, 'dynamodb.sqlite');
    writeFileSync(file, 'this is no database '.repeat(1000));

    const started = startDynamodb('dynoxide', directory);

    await expect(started).rejects.toThrow(UsageError);
    await expect(started).rejects.toThrow(file);
  });
});

test('an address at which nothing answers is refused, in one line that names the setting', async () => {
  const started = startDynamodb(new URL('http://127.0.0.1:1'), undefined);

  await expect(started).rejects.toThrow(UsageError);
  await expect(started).rejects.toThrow(/DYNAMODB_ENDPOINT http:\/\/127\.0\.0\.1:1/);
});
