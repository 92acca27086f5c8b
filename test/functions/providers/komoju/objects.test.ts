import { describe, expect, test } from '@jest/globals';
import {
  Amount,
  Currency,
  addReferenceToMetadata,
  keepReference,
  Metadata,
  parseCustomer,
  parseNewCustomer,
  parseNewPayment,
  parsePayment,
} from '../../../../functions/providers/komoju/objects.ts';
import { parseList } from '../../../../functions/providers/komoju/lookups.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';

describe('an amount', () => {
  test.each([1, 1000, 999_999_999_999, '1', '1000', '999999999999'])('may be %j', (amount) => {
    expect(Amount.parse(amount)).toBe(amount);
  });

  // prettier-ignore
  test.each([
    0, -1, 0.5, 1000.01, 1e12, 2 ** 53, NaN, Infinity, null, undefined, true, [1], {},
    '', '0', '-1', '+1', '01', '1.', '.0', '1.05', '1000.10', '1.0000000000000', '1e3', ' 1', '1 ', '1\n', '1,000', '0x10', '１０００', '1000000000000', 'auto',
  ])('may not be %j', (amount) => {
    expect(Amount.safeParse(amount).success).toBe(false);
  });
});

test.each(['1000.0', '1000.0000', '1000.000000000000'])(
  'an amount of %j is taken for the whole number that it is',
  (amount) => {
    expect(Amount.parse(amount)).toBe('1000');
  },
);

describe('a currency', () => {
  test.each(['JPY', 'usd', 'Eur'])('may be %s', (currency) => {
    expect(Currency.safeParse(currency).success).toBe(true);
  });

  test.each(['', 'JP', 'JPYX', 'J¥Y', 'JPY\n', ' JPY', 392, null, undefined])(
    'may not be %j',
    (currency) => {
      expect(Currency.safeParse(currency).success).toBe(false);
    },
  );
});

describe('metadata', () => {
  test.each([null, {}, { order: '1', nested: { a: 1 } }])('may be %j', (metadata) => {
    expect(Metadata.safeParse(metadata).success).toBe(true);
  });

  test('may be an empty list, as PHP writes no pairs', () => {
    expect(Metadata.parse([])).toEqual({});
  });

  test.each(['x', 1, true, ['x'], undefined])('may not be %j', (metadata) => {
    expect(Metadata.safeParse(metadata).success).toBe(false);
  });
});

describe('the reference in the metadata', () => {
  test.each([
    ['beside the caller’s', { order: '1' }, { order: '1', gateway_operation: reference }],
    ['alone where there are none', undefined, { gateway_operation: reference }],
    ['alone where they are null', null, { gateway_operation: reference }],
    [
      'in place of a caller’s own',
      { gateway_operation: 'forged' },
      { gateway_operation: reference },
    ],
  ])('stands %s', (_, metadata, referenced) => {
    const body = { amount: 1, metadata };

    expect(addReferenceToMetadata(body, { reference })).toEqual({
      amount: 1,
      metadata: referenced,
    });
  });

  test('leaves what the caller sent as it was', () => {
    const body = { metadata: { order: '1' } };

    addReferenceToMetadata(body, { reference });

    expect(body).toEqual({ metadata: { order: '1' } });
  });
});

describe('the reference of a create, when metadata are changed', () => {
  const found = { id: '807n', metadata: { order: '1', gateway_operation: reference } };

  test.each([
    ['is kept', { metadata: { order: '2' } }, found, { order: '2', gateway_operation: reference }],
    [
      'is put right',
      { metadata: { gateway_operation: 'x' } },
      found,
      { gateway_operation: reference },
    ],
    ['is kept where all are dropped', { metadata: null }, found, { gateway_operation: reference }],
    ['is not needed where there is none', { metadata: { a: 'b' } }, { id: '807n' }, { a: 'b' }],
    [
      'is not forged where there is none',
      { metadata: { a: 'b', gateway_operation: 'op_x' } },
      { id: '807n' },
      { a: 'b' },
    ],
    ['is not needed where nothing was found', { metadata: { a: 'b' } }, undefined, { a: 'b' }],
  ])('%s', (_, body: { metadata: unknown }, object, metadata) => {
    expect(keepReference(body, { found: object })).toEqual({ metadata });
  });

  test('is not sent where no metadata are', () => {
    expect(
      keepReference<{ metadata?: unknown; description: string }>({ description: 'x' }, { found }),
    ).toEqual({ description: 'x' });
  });
});

describe('a payment', () => {
  const payment = {
    id: '807n',
    resource: 'payment',
    status: 'captured',
    amount: 1000,
    currency: 'JPY',
    metadata: { gateway_operation: reference, order: '1' },
    refunds: [],
    unknown_member: {},
  };
  const result = {
    id: '807n',
    resource: '807n',
    state: 'captured',
    amount: 1000,
    currency: 'JPY',
  };

  test('tells what the ledger needs of it, and of a create its reference', () => {
    expect(parsePayment(payment)).toEqual(result);
    expect(parseNewPayment(payment)).toEqual({ ...result, reference });
  });

  test.each([
    [{ metadata: null }],
    [{ metadata: {} }],
    [{ metadata: undefined }],
    [{ metadata: { gateway_operation: 5 } }],
  ])('without a reference tells none: %j', (changes) => {
    expect(parseNewPayment({ ...payment, ...changes })?.reference).toBeUndefined();
  });

  test('tells of a few members as well as of all', () => {
    expect(parsePayment({ id: '807n' })).toEqual({ id: '807n', resource: '807n' });
  });

  test.each([undefined, null, 'text', [], {}, { id: '' }, { id: 5 }, { error: { code: 'x' } }])(
    'is not what %j is',
    (body) => {
      expect(parsePayment(body)).toBeUndefined();
      expect(parseNewPayment(body)).toBeUndefined();
    },
  );
});

describe('a customer', () => {
  const referenced = { id: 'cus', metadata: { gateway_operation: reference } };

  test('tells its id, and the reference of its create only to the create', () => {
    expect(parseNewCustomer(referenced)).toEqual({ id: 'cus', reference });
    expect(parseNewCustomer({ id: 'cus', email: null })).toEqual({ id: 'cus' });
    expect(parseCustomer(referenced)).toEqual({ id: 'cus' });
  });

  test.each([undefined, {}, { id: '' }])('is not %j', (body) => {
    expect(parseCustomer(body)).toBeUndefined();
    expect(parseNewCustomer(body)).toBeUndefined();
  });
});

describe('a list', () => {
  test('need only be one', () => {
    expect(parseList({ resource: 'list', data: [] })).toEqual({ id: 'list' });
  });

  test.each([undefined, {}, [], { data: {} }])('is not %j', (body) => {
    expect(parseList(body)).toBeUndefined();
  });
});
