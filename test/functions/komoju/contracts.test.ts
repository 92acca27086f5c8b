import { describe, expect, test } from '@jest/globals';
import { startOfTime } from '../../../functions/platform/clock.ts';
import * as customerCreate from '../../../functions/komoju/customer/create.ts';
import * as capture from '../../../functions/komoju/payment/capture.ts';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as list from '../../../functions/komoju/payment/list.ts';
import * as refund from '../../../functions/komoju/payment/refund.ts';
import * as secureToken from '../../../functions/komoju/secure-token/create.ts';
import * as show from '../../../functions/komoju/payment/show.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const path = { paymentId: '807n' };
const request = { reference, path, since: startOfTime };
const given = { reference, found: undefined };
const payment = { id: '807n', status: 'captured', amount: 1000, currency: 'JPY' };

const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } } | undefined) => ({
  body: (value: unknown): boolean | undefined => schema?.safeParse(value).success,
});

describe('creating a payment', () => {
  const { contract } = create;
  const valid = { amount: 1000, currency: 'JPY' };

  test.each([
    valid,
    { ...valid, amount: '1000' },
    { ...valid, tax: 'auto', captureddetails: 'tok_1', capture: 'false', description: null },
    { ...valid, metadata: { order: '1' }, fraud_details: { customer_ip: '10.0.0.1' } },
    { ...valid, metadata: null },
  ])('takes %j', (body) => {
    expect(accepts(contract.body).body(body)).toBe(true);
  });

  test.each([
    {},
    { amount: 1000 },
    { currency: 'JPY' },
    { ...valid, amount: 0 },
    { ...valid, amount: '0' },
    { ...valid, currency: '' },
    { ...valid, metadata: ['x'] },
  ])('does not take %j', (body) => {
    expect(accepts(contract.body).body(body)).toBe(false);
  });

  test('leaves its reference in the metadata', () => {
    expect(contract.addReference?.(valid, given)).toEqual({
      ...valid,
      metadata: { gateway_operation: reference },
    });
  });

  test('expects the amount as a number, and the currency', () => {
    const body = { amount: '1000', currency: 'jpy' };

    expect(contract.expect?.({ path: {}, body })).toEqual({ amount: 1000, currency: 'jpy' });
  });

  test('tells of the payment, with the reference that it carries', () => {
    const referenced = { ...payment, metadata: { gateway_operation: reference } };

    expect(contract.parse(referenced, request)).toMatchObject({ id: '807n', reference });
  });
});

describe('capturing a payment', () => {
  const { contract } = capture;
  const captured = { id: '807n', resource: '807n', amount: 1000, currency: 'JPY' };

  test.each([{}, { amount: 500 }, { amount: '500', tax: 'auto' }])('takes %j', (body) => {
    expect(accepts(contract.body).body(body)).toBe(true);
  });

  test.each([{ amount: 0 }, { amount: null }, { amount: 'auto' }])('does not take %j', (body) => {
    expect(accepts(contract.body).body(body)).toBe(false);
  });

  test('expects the payment that the path names, and no amount', () => {
    expect(contract.expect?.({ path, body: { amount: 500 } })).toEqual({ resource: '807n' });
  });

  test('tells of the payment, of no amount where a refund may be the rest of what was authorized', () => {
    const rest = { ...payment, refunds: [{ id: 'ref1', amount: 660, description: null }] };

    expect(contract.parse({ ...payment, refunds: [] }, request)).toMatchObject(captured);
    expect(contract.parse(rest, request)).toMatchObject({ ...captured, amount: undefined });
  });

  test('leaves no reference, and believes none: a payment carries that of its create', () => {
    const referenced = { ...payment, metadata: { gateway_operation: 'op_of_the_create' } };

    expect(contract.addReference).toBeUndefined();
    expect(contract.parse(referenced, request)).not.toHaveProperty('reference');
  });
});

describe('refunding a payment', () => {
  const { contract } = refund;

  test.each([
    {},
    { amount: 500 },
    { amount: '500' },
    { description: null },
    { description: '' },
    { description: 'late', fraud_details: {} },
    { description: 'x'.repeat(223) },
  ])('takes %j', (body) => {
    expect(accepts(contract.body).body(body)).toBe(true);
  });

  test.each([
    { amount: 0 },
    { amount: -1 },
    { amount: null },
    { description: 5 },
    { description: 'x'.repeat(224) },
  ])('does not take %j', (body) => {
    expect(accepts(contract.body).body(body)).toBe(false);
  });

  test('names the limit of a description', () => {
    const refused = contract.body?.safeParse({ description: 'x'.repeat(224) });

    expect(refused?.error?.issues[0]?.message).toContain('at most 223 characters');
  });

  test('leaves its reference at the beginning of the description', () => {
    expect(contract.addReference?.({ amount: 500, description: 'late' }, given)).toEqual({
      amount: 500,
      description: `[${reference}] late`,
    });
    expect(contract.addReference?.({}, given)).toEqual({ description: `[${reference}]` });
  });

  test('expects the payment that the path names, and the amount where one is named', () => {
    expect(contract.expect?.({ path, body: { amount: '500' } })).toEqual({
      resource: '807n',
      amount: 500,
    });
    expect(contract.expect?.({ path, body: {} })).toEqual({ resource: '807n', amount: undefined });
  });

  test('tells of the refund that carries its reference', () => {
    const refunds = [{ id: 'ref1', amount: 500, description: `[${reference}]` }];

    expect(contract.parse({ ...payment, refunds }, request)).toMatchObject({
      id: 'ref1',
      resource: '807n',
      amount: 500,
    });
  });
});

describe('creating a customer', () => {
  const { contract } = customerCreate;

  test.each([{}, { email: 'a@example.com', captureddetails: 'tok_1' }, { metadata: null }])(
    'takes %j',
    (body) => {
      expect(accepts(contract.body).body(body)).toBe(true);
    },
  );

  test('does not take metadata that are no pairs', () => {
    expect(accepts(contract.body).body({ metadata: 'x' })).toBe(false);
  });

  test('leaves its reference in the metadata, and expects nothing besides', () => {
    expect(contract.addReference?.({}, given)).toEqual({
      metadata: { gateway_operation: reference },
    });
    expect(contract.expect).toBeUndefined();
  });

  test('tells of the customer', () => {
    expect(contract.parse({ id: 'cus' }, request)).toMatchObject({ id: 'cus' });
  });
});

describe('reading', () => {
  test.each([
    ['one payment', show.contract, payment, '807n'],
    ['a list', list.contract, { data: [payment] }, 'list'],
  ])('%s has no body, no reference, no expectation', (_, contract, answer, id) => {
    expect(Object.keys(contract)).toEqual(['parse']);
    expect(contract.parse(answer, request)).toMatchObject({ id });
  });
});

describe('an operation', () => {
  test.each([
    ['that acts', create, 'MODE, CARD_DATA, LEDGER_TABLE, LEDGER_SECRET'],
    ['that reads', show, 'MODE, KOMOJU_ORIGIN, KOMOJU_SECRET'],
  ])(
    '%s needs settings only when it starts, and names those that are missing',
    (_, file, names) => {
      expect(() => file.start()).toThrow(`Settings missing or malformed: ${names}.`);
    },
  );
});

describe('beginning 3-D Secure', () => {
  const takes = accepts(secureToken.contract.body).body;

  test.each([1000, '1000', 0, '0'])('may be for %j, where a card is only kept', (amount) => {
    expect(takes({ amount, currency: 'JPY' })).toBe(true);
  });

  test.each([-1, '', null, undefined])('may not be for %j', (amount) => {
    expect(takes({ amount, currency: 'JPY' })).toBe(false);
  });
});
