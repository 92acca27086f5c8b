import { beforeEach, describe, expect, test } from '@jest/globals';
import { done, hourMs, noon, runSimulators, world } from '../running-simulators.ts';
import { type Payment, askKomoju, pay, refused, sendKomoju } from './orders.ts';

runSimulators();

describe('a list', () => {
  const list = async (query: string) => {
    const { body } = await askKomoju(`GET /payments?external_order_num=listed&${query}`);
    return { ...body, data: (body['data'] as { amount: number }[]).map(({ amount }) => amount) };
  };

  beforeEach(async () => {
    for (const amount of Array.from({ length: 12 }, (_, index) => index + 1)) {
      world.now = noon + amount * hourMs;
      await pay({
        amount,
        external_order_num: 'listed',
        currency: amount === 5 ? 'USD' : 'JPY',
        capture: amount !== 6,
      });
    }
    const { body } = await askKomoju('GET /payments?external_order_num=listed&per_page=1');
    const [newest] = body['data'] as Payment[];
    await done(sendKomoju(`POST /payments/${String(newest?.id)}/refund`));
  });

  test('gives ten a page, newest first', async () => {
    expect(await list('')).toEqual({
      resource: 'list',
      total: 12,
      page: 1,
      per_page: 10,
      last_page: 2,
      data: [12, 11, 10, 9, 8, 7, 6, 5, 4, 3],
    });
  });

  test('gives the page that is asked for', async () => {
    expect(await list('page=3&per_page=5')).toMatchObject({ page: 3, last_page: 3, data: [2, 1] });
  });

  test.each([
    ['currency=USD', [5]],
    ['status=authorized', [6]],
    ['status=authorized,refunded', [12, 6]],
    ['start_time=2026-03-01T13:00:00Z', [12, 11, 10]],
    ['end_time=2026-03-01T14:00:00%2B09:00', [2, 1]],
    ['start_time=2026-03-01T05:00:01Z&end_time=2026-03-01T06:59:59Z', [3]],
  ])('with %s gives %j', async (query, data) => {
    expect(await list(query)).toMatchObject({ total: data.length, data });
  });

  test('of nothing has no last page', async () => {
    expect(await list('currency=EUR')).toMatchObject({ total: 0, last_page: 0, data: [] });
  });

  test('lowers a page size that is too large', async () => {
    expect(await list('per_page=5000')).toMatchObject({ per_page: 100 });
  });

  test.each([
    ['page=0', 'page'],
    ['per_page=x', 'per_page'],
    ['start_time=soon', 'start_time'],
  ])('with %s is refused', async (query, param) => {
    expect(await askKomoju(`GET /payments?${query}`)).toEqual(
      refused(422, 'invalid_parameter', param),
    );
  });
});
