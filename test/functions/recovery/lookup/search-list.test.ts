import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { searchPayments } from '../../../../functions/providers/komoju/lookups.ts';
import { after, minuteMs, secondMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import { searchList } from '../../../../functions/recovery/lookup/search-list.ts';
import { pageOf, paymentAt } from '../../../support/reads/komoju-objects.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

const firstAt = 1_800_000_000_000 as EpochMs;
const reference = 'op_1';
const ours = (id: string, ms = 0) => paymentAt({ id, reference, at: after(firstAt, ms) });
const foreign = paymentAt({ id: 'x', at: firstAt });

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(komoju);
});
afterEach(() => server.close());

/** Answers with these pages, and with one object where that is asked for. */
function answerWith(pages: readonly (readonly unknown[])[], object?: unknown, changes = {}): void {
  server.answerWith((url) =>
    url.pathname.endsWith('/payments')
      ? pageOf(url, pages, changes)
      : { status: object === undefined ? 500 : 200, body: object ?? '' },
  );
}
const search = () =>
  searchList(
    server.access,
    { path: '/api/v1/payments', headers: {}, search: searchPayments, reference, firstAt },
    server.call,
  );

describe('what an earlier attempt made', () => {
  test('is told as the provider shows it today', async () => {
    answerWith([[foreign], [ours('a')]], ours('a'));

    expect(await search()).toMatchObject({ kind: 'done', wasRead: true, object: { id: 'a' } });
  });

  test('is asked for among all, whenever they were made', async () => {
    answerWith([[foreign]]);
    await search();

    expect(server.received.map(({ search: query }) => query)).toEqual(['?per_page=100&page=1']);
  });

  test('may have been made five minutes before, by the provider’s clock', async () => {
    answerWith([[ours('a', -5 * minuteMs)]], ours('a', -5 * minuteMs));

    expect(await search()).toMatchObject({ kind: 'done', object: { id: 'a' } });
  });

  test('is not what is older: that is of an older use of the key', async () => {
    answerWith([[ours('old', -5 * minuteMs - secondMs)]], ours('old'));

    expect(await search()).toBeUndefined();
  });

  test('is not told where there are two', async () => {
    answerWith([[ours('a'), ours('b')]], ours('a'));

    expect(await search()).toEqual({ kind: 'unknown', why: 'contradicts' });
  });
});

describe('it is not there', () => {
  test('where the whole list was read', async () => {
    answerWith([[foreign], [foreign]], undefined, { total: 1 });

    expect(await search()).toBeUndefined();
  });

  test.each([
    ['unless it is listed and cannot be read', [[ours('a')]], {}],
    ['unless the list could not be read to its end', [[foreign]], { total: 2 }],
  ])('%s', async (_, pages, changes) => {
    answerWith(pages, undefined, changes);

    expect(await search()).toEqual({ kind: 'not_attempted', why: 'not_read' });
  });
});
