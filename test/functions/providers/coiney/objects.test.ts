import { describe, expect, test } from '@jest/globals';
import { searchPayments } from '../../../../functions/providers/coiney/objects.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const createdAt = '2026-11-21T09:00:00+09:00';
const link = {
  id: 'link1',
  status: 'open',
  amount: 1000,
  currency: 'jpy',
  metadata: {},
  createdAt,
};

describe('a link in a list', () => {
  test('tells whose it is, and from when', () => {
    const at = Date.parse(createdAt);
    const ours = { ...link, metadata: { gateway_operation: reference } };

    expect(searchPayments.item(link)).toMatchObject({ id: 'link1', at, reference: undefined });
    expect(searchPayments.item(ours)).toMatchObject({ id: 'link1', at, reference });
  });

  test.each([
    ['id', { id: '' }],
    ['metadata', { metadata: undefined }],
    ['metadata', { metadata: 'none' }],
    ['metadata', { metadata: { gateway_operation: 5 } }],
    ['status', { status: undefined }],
    ['status', { status: 'frozen' }],
    ['createdAt', { createdAt: undefined }],
    ['createdAt', { createdAt: '2026-11-21T09:00:00' }],
  ])('is not understood without a readable %s: %j', (_, changes) => {
    expect(searchPayments.item({ ...link, ...changes })).toBeUndefined();
  });
});

describe('a page of the list', () => {
  const page = { data: [link, { ...link, id: 'link2' }], hasMore: true, totalCount: 3 };

  test('names its last link but one: the next begins with the last', () => {
    const [first] = page.data;
    expect(searchPayments.read(page)).toMatchObject({ total: 3, next: first?.id });
    expect(searchPayments.read({ ...page, data: page.data.slice(1) })?.next).toBe('link2');
    const three = [...page.data, { ...link, id: 'link3' }];
    expect(searchPayments.read({ ...page, data: three })?.next).toBe('link2');
    expect(searchPayments.read({ ...page, hasMore: false })).toMatchObject({ next: undefined });
    expect(searchPayments.query('link2', undefined)).toContainEqual(['startingAfter', 'link2']);
  });

  test.each([
    ['count', { totalCount: undefined }],
    ['count', { totalCount: '3' }],
    ['word on whether there is more', { hasMore: undefined }],
    ['link to go on from', { data: [] }],
    ['data', { data: null }],
  ])('is none without a %s: %j', (_, changes) => {
    expect(searchPayments.read({ ...page, ...changes })).toBeUndefined();
  });
});
