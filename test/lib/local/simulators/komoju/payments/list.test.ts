import { beforeEach, describe, expect, test } from '@jest/globals';
import { ask, done, hourMs, noon, runSimulators, world } from '../../running-simulators.ts';
import { type Payment, askKomoju, pay, rejected, sendKomoju } from '../orders.ts';

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
  ])('with %s is rejected', async (query, param) => {
    expect(await askKomoju(`GET /payments?${query}`)).toEqual(
      rejected(422, 'invalid_parameter', param),
    );
  });
});

describe('a list that lies', () => {
  const lie = (mode: string): Promise<Response> => ask('POST /sandbox/list', { mode });
  const list = async (query: string): Promise<{ total: number; data: { id: string }[] }> =>
    done(askKomoju(`GET /payments?${query}`));

  test('ignores what it was asked for', async () => {
    await pay({ currency: 'USD' });
    await lie('ignore_filter');

    expect(await list('currency=JPY&start_time=2030-01-01T00:00:00Z')).toMatchObject({ total: 1 });
  });

  test('loses the items of its last page, and counts them', async () => {
    const [, last] = [await pay(), await pay()];
    await lie('lose_page');

    expect(await list('per_page=1')).toMatchObject({ total: 2, data: [{ id: last.id }] });
    expect(await list('per_page=1&page=2')).toMatchObject({ total: 2, data: [] });
  });

  test('does not know yet of the last hour, while a payment itself is shown', async () => {
    const { id } = await pay();
    await lie('lag');
    const early = await list('');
    world.now += 3_600_000;
    const late = await list('');

    expect(early).toMatchObject({ total: 0, data: [] });
    expect(late).toMatchObject({ total: 1, data: [{ id }] });
  });

  test('tells the truth again when it is told to, and knows no other lie', async () => {
    await pay();
    await lie('lose_page');
    await lie('true');

    const unknown = await lie('false');

    expect(await list('')).toMatchObject({ total: 1, data: [{}] });
    expect(unknown.status).toBe(400);
  });
});
