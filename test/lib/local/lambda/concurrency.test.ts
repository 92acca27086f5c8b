import { expect, test } from '@jest/globals';
import { createConcurrency } from '../../../../lib/local/lambda/concurrency.ts';
import type { Invocation } from '../../../../lib/local/lambda/invocation.ts';
import type { LocalFunction } from '../../../../lib/local/template/functions.ts';

const lambda = (operation: string, reservedConcurrency?: number): LocalFunction => ({
  ...{ operation, reservedConcurrency, name: operation, arn: operation, directory: '' },
  ...{ handler: '', timeoutMs: 0, memoryMb: 128, variables: {} },
});

const functions = [lambda('reserved', 2), lambda('one'), lambda('other')];

/** Work that runs until it is told to end. */
function begin(run: ReturnType<typeof createConcurrency>, operation: string) {
  let end = (): void => undefined;
  const ended = new Promise<Invocation>((resolve) => {
    end = () => {
      resolve({ kind: 'answered', value: operation });
    };
  });
  return { end, invocation: run(operation, () => ended) };
}

const throttled = {
  kind: 'failed',
  why: 'throttled',
  error: { errorType: 'TooManyRequestsException' },
};

test('a function has no more places than it reserves, and a place is free again afterwards', async () => {
  const run = createConcurrency(functions, 3);
  const first = begin(run, 'reserved');
  begin(run, 'reserved');

  expect(await begin(run, 'reserved').invocation).toMatchObject(throttled);
  first.end();
  await first.invocation;
  const next = begin(run, 'reserved');
  next.end();
  expect(await next.invocation).toMatchObject({ kind: 'answered' });
});

test('functions without a reservation share what is left, and take nothing of what is reserved', async () => {
  const run = createConcurrency(functions, 3);
  begin(run, 'one');

  expect(await begin(run, 'other').invocation).toMatchObject(throttled);
  const reserved = begin(run, 'reserved');
  reserved.end();
  expect(await reserved.invocation).toMatchObject({ kind: 'answered' });
});

test('where the account has no limit nothing that is not reserved is refused', async () => {
  const run = createConcurrency(functions, undefined);
  const all = Array.from({ length: 50 }, () => begin(run, 'one'));
  for (const { end } of all) end();

  expect(await Promise.all(all.map(({ invocation }) => invocation))).toMatchObject(
    Array(50).fill({ kind: 'answered' }),
  );
});

test('work that throws gives its place back', async () => {
  const run = createConcurrency(functions, 3);

  await expect(run('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const next = begin(run, 'one');
  next.end();
  expect(await next.invocation).toMatchObject({ kind: 'answered' });
});
