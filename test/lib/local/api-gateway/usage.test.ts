import { afterEach, describe, expect, test } from '@jest/globals';
import type { RestApi } from '../../../../lib/local/template/rest-api.ts';
import type { Throttling } from '../../../../lib/local/template/usage-plan.ts';
import { answered, api, from, policy, serveApi, type ServedApi } from './rest-api.ts';

/* The usage plan, whose key the authorizer names: it is asked after the authorizer, and the stage's throttle before. */

const callers: Throttling = { ratePerSecond: 50, burst: 100 };
const flood: Throttling = { ratePerSecond: 500, burst: 500 };

const create = api.routes.filter(({ operation }) => operation === 'create');

/** The stage's throttle is the only one. */
const stageOnly: RestApi = {
  ...api,
  routes: create.map((route) => ({ ...route, throttling: callers })),
};

const plan: RestApi = {
  ...api,
  routes: create.map((route) => ({ ...route, throttling: flood, needsUsageKey: true })),
  usagePlan: { keys: new Set(['callers']), throttlingOf: () => callers },
};

const answerTo = (key: string | undefined, usageKey?: string) =>
  key === 'good'
    ? answered({ ...policy('Allow'), usageIdentifierKey: usageKey })
    : { kind: 'failed' as const, why: 'threw' as const, error: unauthorized };
const unauthorized = { errorType: 'Error', errorMessage: 'Unauthorized' };

const opened: ServedApi[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** Serves an API by a clock that stands, whose authorizer knows one key. */
async function serve(
  of: RestApi,
  usageKey?: string,
): Promise<ServedApi & { moveTo(ms: number): void }> {
  let nowMs = 0;
  const served = await serveApi({
    api: of,
    now: () => nowMs,
    invoke: (operation, event) => {
      if (operation !== 'authorize')
        return Promise.resolve(answered({ statusCode: 200, body: '' }));
      const { headers } = event as { headers: Record<string, string> };
      return Promise.resolve(answerTo(headers['Authorization'], usageKey));
    },
  });
  opened.push(served);
  return {
    ...served,
    moveTo: (ms) => {
      nowMs = ms;
    },
  };
}

const send = async ({ send }: ServedApi, key: string): Promise<number> =>
  (await send({ method: 'POST', path: '/payments', headers: ['Authorization', key] })).status;

/** Two seconds in each of which 200 wrong keys and 20 good requests come; what the good ones were answered. */
async function underBadKeys(of: RestApi): Promise<Map<number, number>> {
  const served = await serve(of, 'callers');
  const answers = new Map<number, number>();
  for (let tenth = 0; tenth < 20; tenth += 1) {
    served.moveTo(tenth * 100);
    for (let bad = 0; bad < 20; bad += 1) await send(served, `bad ${tenth} ${bad}`);
    for (let good = 0; good < 2; good += 1) {
      const status = await send(served, 'good');
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  }
  return answers;
}

describe('two hundred wrong keys a second', () => {
  test('eat the throttle of twenty good creates a second where the stage’s is the only one', async () => {
    const answers = await underBadKeys(stageOnly);

    expect(answers.get(429)).toBeGreaterThan(15);
    expect((answers.get(200) ?? 0) + (answers.get(429) ?? 0)).toBe(40);
  });

  test('take nothing from them where callers have a usage plan', async () => {
    expect(await underBadKeys(plan)).toEqual(new Map([[200, 40]]));
  });
});

describe(`the usage plan (${from.usage})`, () => {
  const small = { ratePerSecond: 5, burst: 10 };
  const smallPlan: RestApi = {
    ...plan,
    routes: plan.routes.map((route) => ({
      ...route,
      throttling: { ratePerSecond: 50, burst: 50 },
    })),
    usagePlan: { keys: new Set(['callers']), throttlingOf: () => small },
  };
  const statuses = async (served: ServedApi, count: number, key = 'good'): Promise<number[]> => {
    const all: number[] = [];
    for (let sent = 0; sent < count; sent += 1) all.push(await send(served, key));
    return all;
  };

  test('lets its burst pass and then its rate, and answers 429 to more', async () => {
    const served = await serve(smallPlan, 'callers');

    expect(new Set(await statuses(served, 10))).toEqual(new Set([200]));
    expect(await statuses(served, 1)).toEqual([429]);
    served.moveTo(1000);
    expect(await statuses(served, 6)).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test.each([
    ['none', undefined],
    ['one that is in no plan', 'another'],
  ])('refuses a caller for whom the authorizer names %s', async (_, usageKey) => {
    const served = await serve(plan, usageKey);

    const refused = await served.send({
      method: 'POST',
      path: '/payments',
      headers: ['Authorization', 'good', 'X-API-Key', 'callers'],
    });

    expect([refused.status, refused.text, refused.headers['x-amzn-errortype']]).toEqual([
      403,
      '{"message":"Forbidden"}',
      'ForbiddenException',
    ]);
  });

  test('does not concern a route that needs no key', async () => {
    const open = {
      ...plan,
      routes: plan.routes.map((route) => ({ ...route, needsUsageKey: false })),
    };
    const served = await serve(open);

    expect(await statuses(served, 1)).toEqual([200]);
  });

  test('counts nothing of whom the authorizer refuses, while the stage’s throttle counts all', async () => {
    const served = await serve(smallPlan, 'callers');

    expect(new Set(await statuses(served, 45, 'bad'))).toEqual(new Set([401]));
    expect(await statuses(served, 6)).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
