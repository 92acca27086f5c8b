import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { readForm, writeForm } from '../../functions/platform/body/form.ts';
import { checkJson, sorted, type Json } from '../../functions/platform/body/json.ts';
import { GatewayError } from '../../functions/platform/gateway-error.ts';

/** Text that every encoding can carry. */
const text = fc.string({ unit: 'binary', maxLength: 12 });
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((each) => !/[[\]]/.test(each));

/** Whatever a form can say: text, lists of text, and groups of these that are not empty. */
const { group } = fc.letrec<{ node: Json; group: Record<string, Json> }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.array(text, { minLength: 1, maxLength: 4 }),
    tie('group'),
  ),
  group: fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
}));

test('a form that is written and read again says the same', () => {
  fc.assert(
    fc.property(group, (value) => {
      expect(readForm(writeForm(value))).toEqual(value);
    }),
  );
});

test('a form that is read, written and read again says the same', () => {
  const field = fc
    .tuple(
      fc.string({ unit: fc.constantFrom('a', 'b', '[', ']', '%5B', '%5D'), maxLength: 6 }),
      text,
    )
    .map(([left, right]) => `${left}=${encodeURIComponent(right)}`);
  const form = fc.array(field, { maxLength: 5 }).map((fields) => fields.join('&'));

  fc.assert(
    fc.property(form, (written) => {
      let value: Json;
      try {
        value = readForm(written);
      } catch (error) {
        expect(error).toBeInstanceOf(GatewayError);
        return;
      }
      expect(readForm(writeForm(value))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test('two orders of the same fields are written as the same bytes', () => {
  const shuffled = fc.array(fc.tuple(name, text), { maxLength: 6 }).chain((pairs) => {
    const unique = [...new Map(pairs)];
    return fc.tuple(
      fc.constant(unique),
      fc.shuffledSubarray(unique, { minLength: unique.length, maxLength: unique.length }),
    );
  });

  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      const written = [one, other].map((pairs) => writeForm(sorted(Object.fromEntries(pairs))));

      expect(written[0]).toBe(written[1]);
    }),
  );
});

test('what was checked can be written as a form without an error', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const written = (): string => writeForm(value as Json);

      try {
        checkJson(value as Json);
      } catch {
        return;
      }

      expect(written).not.toThrow();
    }),
  );
});
