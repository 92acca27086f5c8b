import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { keyedHash } from '../../functions/ledger/fingerprint.ts';
import { operationIdOf, type Intent } from '../../functions/ledger/operation-id.ts';
import { readForm, writeForm } from '../../functions/platform/body/form.ts';
import { meaning, sorted, type Json } from '../../functions/platform/body/json.ts';

const json = fc
  .jsonValue({ stringUnit: 'binary', maxDepth: 3 })
  .map((value): Json => value as Json);
const object = fc.dictionary(fc.string(), json, { noNullPrototype: true });

/** The fingerprint of a body, as the pipeline takes it. */
const fingerprint = (value: Json): string => keyedHash('key', meaning(sorted(value)));

/** The same value with the members of every object in the opposite order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, inner]) => [name, reversed(inner)]));
}

/** The same value as a form would say it: numbers and truth as text. */
function spelt(value: Json): Json {
  if (Array.isArray(value)) return value.map(spelt);
  if (value === null || typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, inner]) => [name, spelt(inner)]));
}

const canonical = (value: Json): string => JSON.stringify(sorted(spelt(value)));

describe('the fingerprint of a body', () => {
  test('is the same in whatever order its members come', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(fingerprint(reversed(value))).toBe(fingerprint(value));
      }),
    );
  });

  test('is the same for numbers and truth written as text', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(fingerprint(spelt(value))).toBe(fingerprint(value));
      }),
    );
  });

  test('is the same for a form with brackets and for JSON', () => {
    const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
    const named = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((each) => !/[[\]]/.test(each));
    const fields = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Record<string, Json>> =>
      fc.dictionary(named, inner, { minKeys: 1, noNullPrototype: true });
    const body = fields(fc.oneof(leaf, fc.array(leaf, { minLength: 1 }), fields(leaf)));

    fc.assert(
      fc.property(body, (value) => {
        const asForm = readForm(writeForm(spelt(value)));

        expect(fingerprint(asForm)).toBe(fingerprint(value));
      }),
    );
  });

  test('differs for values that differ in anything else', () => {
    fc.assert(
      fc.property(object, object, (one, other) => {
        const isSame = canonical(one) === canonical(other);

        expect(fingerprint(one) === fingerprint(other)).toBe(isSame);
      }),
    );
  });

  test('differs where one member is added, changed or taken away', () => {
    fc.assert(
      fc.property(object, fc.string(), json, (value, name, inner) => {
        const { [name]: before, ...without } = value;
        const changed = { ...without, [name]: inner };
        fc.pre(name !== '__proto__');
        fc.pre(before === undefined || canonical(before) !== canonical(inner));

        expect(fingerprint(changed)).not.toBe(fingerprint(value));
        expect(fingerprint(changed)).not.toBe(fingerprint(without));
      }),
    );
  });
});

describe('the operation’s id', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', '"', ',', '\\', '[', ' '),
    maxLength: 4,
  });
  const intent: fc.Arbitrary<Intent> = fc.record({
    namespace: word,
    mode: fc.constantFrom('live', 'test'),
    caller: word,
    operation: fc.constantFrom('komoju.payment.create', 'komoju.payment.capture'),
    key: word,
  });
  const membersOf = ({ namespace, mode, caller, operation, key }: Intent): string[] => [
    namespace,
    mode,
    caller,
    operation,
    key,
  ];

  test('is the same for the same intent, and differs for any other', () => {
    fc.assert(
      fc.property(intent, intent, (one, other) => {
        const isSame = membersOf(one).every((member, at) => member === membersOf(other)[at]);

        expect(operationIdOf(one) === operationIdOf(other)).toBe(isSame);
      }),
      { numRuns: 1_000 },
    );
  });

  test('has always the same shape, and fits into KOMOJU’s key', () => {
    fc.assert(
      fc.property(intent, (each) => {
        expect(operationIdOf(each)).toMatch(/^op_[0-9A-HJKMNP-TV-Z]{26}$/);
      }),
    );
  });
});
