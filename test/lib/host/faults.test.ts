import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createFaults, faultKinds } from '../../../lib/host/faults.ts';

const capture = 'POST /api/v1/payments/9zk/capture';

describe('a fault', () => {
  test('meets KOMOJU once where it says nothing else', () => {
    const fault = createFaults('komoju').add({ kind: 'garbled' });

    expect(fault).toEqual({ on: 'komoju', kind: 'garbled', times: 1 });
  });

  test('is taken as many times as it says', () => {
    const faults = createFaults('komoju');
    faults.add({ kind: 'garbled', times: 2 });

    const taken = [1, 2, 3].map(() => faults.take('komoju', capture)?.kind);

    expect(taken).toEqual(['garbled', 'garbled', undefined]);
  });

  test('waits for a request of its target', () => {
    const faults = createFaults('komoju');
    faults.add({ on: 'table', kind: 'throttle' });

    expect(faults.take('komoju', 'PutItem')).toBeUndefined();
    expect(faults.take('table', 'PutItem')?.kind).toBe('throttle');
  });

  test.each([
    ['POST /api/v1/payments/*/capture', true],
    ['* /api/v1/payments/9zk/capture', true],
    ['POST /api/v1/payments/*', false],
    ['POST /api/v1/*/capture', false],
    ['POST /api/v1/payments/*/capture/', false],
    ['GET /api/v1/payments/*/capture', false],
    ['POST /api.v1/payments/*/capture', false],
  ])('with match %p meets a capture: %p', (match, isMet) => {
    const faults = createFaults('komoju');
    faults.add({ kind: 'garbled', match });

    expect(faults.take('komoju', capture) !== undefined).toBe(isMet);
  });

  test('that does not fit leaves the next one its turn', () => {
    const faults = createFaults('komoju');
    faults.add({ kind: 'garbled', match: 'GET /api/v1/payments' });
    faults.add({ kind: 'status', status: 503, body: { error: 'later' } });

    const taken = faults.take('komoju', capture);

    expect(taken).toMatchObject({ kind: 'status', status: 503, body: { error: 'later' } });
  });

  test('is counted when it happens, and shown while it waits', () => {
    const faults = createFaults('komoju');
    faults.add({ kind: 'garbled', times: 3 });
    faults.take('komoju', capture);
    faults.take('secrets', capture);

    const fault = { on: 'komoju', kind: 'garbled', times: 3, left: 2 };
    expect(faults.shown()).toEqual({ waiting: [fault], happened: 1 });
  });

  test('is counted no more after a clear', () => {
    const faults = createFaults('komoju');
    faults.add({ kind: 'garbled' });
    faults.take('komoju', capture);

    faults.clear();

    expect(faults.shown()).toEqual({ waiting: [], happened: 0 });
  });

  test('is gone after a clear', () => {
    const faults = createFaults('komoju');
    faults.add({ kind: 'garbled' });
    faults.add({ kind: 'refuse_connection' });

    faults.clear();

    expect(faults.take('komoju', capture)).toBeUndefined();
    expect(faults.takeRefusedConnection('komoju', capture)).toBe(false);
  });
});

test('a refused connection is not met by a request, and is used up by a connection', () => {
  const faults = createFaults('komoju');
  faults.add({ kind: 'refuse_connection' });

  expect(faults.take('komoju', capture)).toBeUndefined();
  expect(faults.takeRefusedConnection('table', 'PutItem')).toBe(false);
  const again = [1, 2].map(() => faults.takeRefusedConnection('komoju', capture));
  expect(again).toEqual([true, false]);
});

test('a refused connection that names a request is left to the connection for it', () => {
  const faults = createFaults('komoju');
  faults.add({ kind: 'refuse_connection', match: capture });

  const reading = faults.takeRefusedConnection('komoju', 'GET /api/v1/payments/1');

  expect([reading, faults.takeRefusedConnection('komoju', capture)]).toEqual([false, true]);
});

test.each<[string, unknown]>([
  ['kind', {}],
  ['kind', { kind: 'explode' }],
  ['times', { kind: 'garbled', times: 0 }],
  ['tmes', { kind: 'garbled', tmes: 2 }],
  ['status', { kind: 'status' }],
  ['status', { kind: 'garbled', status: 500 }],
  ['body', { kind: 'garbled', body: {} }],
  ['delayMs', { kind: 'late' }],
  ['delayMs', { kind: 'drop_after_accept', delayMs: 5 }],
  ['match', { kind: 'garbled', match: '/api/v1/payments' }],
  ['match', { on: 'table', kind: 'throttle', match: 'POST /api/v1/payments' }],
  ['throttle', { kind: 'throttle' }],
  ['garbled', { on: 'secrets', kind: 'garbled' }],
])('refuses in one line that names %s: %j', (name, fault) => {
  const faults = createFaults('komoju');

  const add = () => faults.add(fault);

  expect(add).toThrow(new RegExp(`^(?=.*${name}).+$`));
  expect(faults.take('komoju', capture)).toBeUndefined();
});

test('the sandbox’s README tells every kind and every field, and no others', () => {
  const readme = readFileSync('lib/local/sandbox/README.md', 'utf8');
  const told = [...readme.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);

  const fields = ['kind', 'on', 'match', 'times', 'status', 'body', 'delayMs'];
  expect(told).toEqual([...fields, ...faultKinds]);
});
