import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkJson, meaning, sorted, type Json } from '../../functions/platform/body/json.ts';
import { GatewayError } from '../../functions/platform/gateway-error.ts';

const anyJson: fc.Arbitrary<Json> = fc
  .json({ maxDepth: 4, stringUnit: 'binary' })
  .map((text) => JSON.parse(text) as Json);

/** The same value with the members of every object in another order. */
const reversed = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([member, inner]) => [member, reversed(inner)]));
};

test('any JSON is accepted or refused, and nothing else happens', () => {
  const check = (json: Json): void => {
    try {
      checkJson(json);
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError);
    }
  };

  fc.assert(fc.property(anyJson, check), { numRuns: 1000 });
});

describe('one order', () => {
  test('comes of every order, and changes nothing else', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.stringify(sorted(reversed(value)))).toBe(JSON.stringify(sorted(value)));
        expect(sorted(value)).toEqual(value);
      }),
    );
  });

  test('of a value is one order of its meaning', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.stringify(meaning(sorted(value)))).toBe(JSON.stringify(sorted(meaning(value))));
      }),
    );
  });
});
