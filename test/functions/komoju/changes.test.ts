import { describe, expect, test } from '@jest/globals';
import { startOfTime } from '../../../functions/platform/clock.ts';
import * as customerDelete from '../../../functions/komoju/customer/delete.ts';
import * as customerUpdate from '../../../functions/komoju/customer/update.ts';
import * as cancel from '../../../functions/komoju/payment/cancel.ts';
import * as refundRequest from '../../../functions/komoju/payment/refund-request.ts';
import * as update from '../../../functions/komoju/payment/update.ts';
import { contradicts } from '../../../functions/providers/contradiction.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const path = { paymentId: '807n' };
const customer = { customerId: 'cus1' };

describe('updating a payment', () => {
  const { contract } = update;

  test('takes a description and metadata, in either form', () => {
    const body = { description: 'new', metadata: { a: 'b' }, other: 1 };

    expect(contract.body?.safeParse(body).success).toBe(true);
  });

  test('refuses payment details, which would be money without a key, and says so', () => {
    const refused = contract.body?.safeParse({ payment_details: { type: 'nanaco' } });

    expect(refused?.error?.issues[0]?.path).toEqual(['payment_details']);
    expect(refused?.error?.issues[0]?.message).toContain('moves money');
  });

  test.each<[object, boolean]>([
    [{ metadata: {} }, true],
    [{ metadata: null }, true],
    [{ description: 'x' }, false],
  ])('of %j reads the payment first: %s', (body, reads) => {
    expect(contract.readsFirst?.(body as never)).toBe(reads);
  });

  test('expects the payment that the path names', () => {
    expect(contract.expect?.({ path, body: {} })).toEqual({ resource: '807n' });
  });
});

test('cancelling expects the payment that the path names', () => {
  expect(cancel.contract.expect?.({ path, body: {} })).toEqual({ resource: '807n' });
});

describe('a refund request', () => {
  const { contract } = refundRequest;
  const asked = { reference, path, since: startOfTime };
  const result = { id: '807n', resource: '807n' };
  const request = { id: 'req1', payment: '807n', customer_name: 'ヤマダ', status: 'pending' };

  test.each([
    ['the payment', { id: '807n' }, result],
    ['the request', request, { id: 'req1', resource: '807n', state: 'pending' }],
    ['an empty object', {}, result],
    ['no body', null, result],
    ['a body that cannot be read', undefined, undefined],
    ['something else', { ok: true }, undefined],
  ])('that is answered with %s', (_, answer, expected) => {
    expect(contract.parse(answer, asked)).toEqual(expected);
  });

  test.each([
    [request, false],
    [{ id: '807n' }, false],
    [{}, false],
    [{ ...request, payment: 'other' }, true],
    [{ id: 'other' }, true],
  ])('contradicts what was asked for where it is about another payment: %j', (answer, does) => {
    const expected = { ...contract.expect?.({ path, body: {} }), reference };

    expect(contradicts(contract.parse(answer, asked) ?? {}, expected)).toBe(does);
  });

  test('expects the payment that the path names', () => {
    expect(contract.expect?.({ path, body: {} })).toEqual({ resource: '807n' });
  });
});

test('updating a customer expects the customer that the path names', () => {
  expect(customerUpdate.contract.expect?.({ path: customer, body: {} })).toEqual({
    id: 'cus1',
  });
});

describe('deleting a customer', () => {
  const { contract } = customerDelete;
  const request = { reference, path: customer, since: startOfTime };
  const error = (code: string) => ({
    kind: 'rejected' as const,
    answer: { status: 404, body: '{}' },
    code,
  });

  test.each([
    ['no body', null, { id: 'cus1' }],
    ['any object', { deleted: true }, { id: 'cus1' }],
    ['a body that cannot be read', undefined, undefined],
  ])('that is answered with %s', (_, answer, expected) => {
    expect(contract.parse(answer, request)).toEqual(expected);
  });

  test('has succeeded where it is sent again and the customer is not there', () => {
    expect(contract.interpretRejectionOnRetry?.(error('not_found'), request)).toEqual({
      kind: 'done',
      answer: {
        status: 200,
        contentType: 'application/json; charset=utf-8',
        body: '{"id":"cus1","resource":"customer","source":null}',
      },
      object: { id: 'cus1' },
    });
  });

  test('is refused where it is sent again and refused for another reason', () => {
    expect(contract.interpretRejectionOnRetry?.(error('forbidden'), request)).toEqual(
      error('forbidden'),
    );
  });
});
