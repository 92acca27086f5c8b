import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as show from '../../../functions/komoju/payment/show.ts';
import { startWorld, type World } from '../../support/handler.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

/** What comes of a start while a setting is empty. */
function startWithout(name: string, start: () => unknown): unknown {
  const value = process.env[name] ?? '';
  world.set(name, '');
  try {
    return start();
  } catch (error) {
    return error;
  } finally {
    world.set(name, value);
  }
}

const provider = ['MODE', 'KOMOJU_ORIGIN', 'KOMOJU_SECRET'];
const dependencies = ['CARD_DATA', 'LEDGER_TABLE', 'LEDGER_SECRET'];

describe('an operation that acts', () => {
  test.each([...dependencies, ...provider])('fails to start without %s', (name) => {
    expect(startWithout(name, create.start)).toEqual(
      new Error(`Settings missing or malformed: ${name}.`),
    );
  });
});

describe('a read', () => {
  test.each(provider)('fails to start without %s', (name) => {
    expect(startWithout(name, show.start)).toEqual(
      new Error(`Settings missing or malformed: ${name}.`),
    );
  });

  test.each(dependencies)('starts without %s, which it is not granted', (name) => {
    expect(startWithout(name, show.start)).toBeInstanceOf(Function);
  });
});
