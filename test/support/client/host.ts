/** Runs lib/client in a process of its own: a line of standard input is a call, a line of standard output its outcome. */
import { createInterface } from 'node:readline';
import { gateway, type OperationId } from '../../../lib/client/gateway.ts';
import type { Call, Result } from './calls.ts';

const [baseUrl = '', key = '', timeoutMs = ''] = process.argv.slice(2);
const call = gateway({ baseUrl, key, timeoutMs: Number(timeoutMs) });

async function answer({ id, operation, names, ...given }: Call): Promise<Result> {
  const { intent, body, isFirstTry, withinMs } = given;
  const request = { ...names, intent, body, isFirstTry, withinMs };
  const outcome = await call(operation as OperationId, request as never);
  const { status, advice, code, operationId } = outcome;
  const comeBackInMs =
    outcome.outcome === 'pending'
      ? { comeBackInMs: outcome.comeBackAt.getTime() - Date.now() }
      : {};
  const said = { status, advice, code, operationId, body: outcome.body };
  return { id, outcome: outcome.outcome, ...said, ...comeBackInMs };
}

const unsendable = (id: number) => (error: unknown) => {
  if (!(error instanceof TypeError)) throw error;
  return { id, outcome: 'unsendable' as const };
};

for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line) as Call;
  void answer(given)
    .catch(unsendable(given.id))
    .then((result: Result) => {
      process.stdout.write(`${JSON.stringify(result)}\n`);
    });
}
