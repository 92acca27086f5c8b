import { expect, test } from '@jest/globals';
import { member, typeName, typeOf, type Schema } from '../../../lib/generated/typescript.ts';

/* A schema of the API's document, as the client's type has it. */

const cases: readonly (readonly [Schema, type: string])[] = [
  [{}, 'unknown'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ const: 'payment' }, '"payment"'],
  [{ enum: ['auto', 'manual'] }, '"auto" | "manual"'],
  [{ not: {} }, 'never'],
  [{ $ref: '#/components/schemas/KomojuPayment' }, 'KomojuPayment'],
  [{ type: 'array', items: { type: ['string', 'null'] } }, 'readonly (string | null)[]'],
  [{ type: 'array', maxItems: 0, items: {} }, 'readonly []'],
  [{ type: 'object' }, 'Readonly<Record<string, unknown>>'],
  [{ type: 'object', maxProperties: 0 }, 'Readonly<Record<string, never>>'],
  [
    { type: 'object', additionalProperties: { type: 'string' } },
    'Readonly<Record<string, string>>',
  ],
  [
    { anyOf: [{ enum: [0, '0'] }, { anyOf: [{ type: 'integer' }, { type: 'string' }] }] },
    'number | string',
  ],
  [
    { anyOf: [{ type: 'object', properties: { a: { type: 'boolean' } } }, { type: 'null' }] },
    '{\nreadonly "a"?: boolean;\nreadonly [other: string]: unknown;\n} | null',
  ],
  // Which members go together is left out.
  [
    { type: 'object', properties: { a: {} }, anyOf: [{ required: ['a'] }] },
    '{\nreadonly "a"?: unknown;\nreadonly [other: string]: unknown;\n}',
  ],
];

test.each(cases)('%j', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

test('a member has its description as a comment', () => {
  const schema = { type: 'string', description: 'What is\nbought.' };

  expect(member('subject', schema, true)).toBe(
    '/** What is bought. */\nreadonly "subject": string;',
  );
});

test('a schema goes by a name that a type can have', () => {
  expect(typeName('#/components/schemas/komoju.payment.refund-request.body')).toBe(
    'KomojuPaymentRefundRequestBody',
  );
});
