import { expect, test } from '@jest/globals';
import { driveClients } from '../load/client/drive.ts';
import { isWrong } from '../load/literal/judge.ts';
import { isInstalled, startClient } from '../support/client/client-process.ts';
import { startScriptedGateway } from '../support/client/scripted-gateway.ts';

/*
 * lib/client in processes that die, through every fault of the local system and of a network: never two charges for one
 * intent, never an intent given up that was executed. The same with 10,000 intents for each language is
 * `npm run load -- --client node --client python`.
 */

/** CI has Python; which language a machine lacks is seen in the names of the tests. */
const languages = (['node', 'python'] as const).filter(isInstalled);
const intents = 40;

test(`shops that keep to ${languages.join(' and ')} are never charged twice, and give up nothing that was executed`, async () => {
  const { clients } = await driveClients(languages, {
    ...{ seed: 1, operations: intents, callers: 100 },
    at: () => undefined,
  });

  expect(clients.map(({ intents: all }) => all.length)).toEqual(languages.map(() => intents));
  for (const { verdicts, deaths, intents: all } of clients) {
    // On a busy machine the time of a call may be over before its intent's last answer: then it is pending.
    expect(verdicts.filter((verdict) => isWrong({ ...verdict, neverTold: false }))).toEqual([]);
    expect(verdicts.filter(({ neverTold }) => neverTold).length).toBeLessThan(intents / 10);
    expect(deaths).toBeGreaterThan(0);
    expect(all.filter(({ conclusion }) => conclusion === 'done').length).toBeGreaterThan(0);
  }
}, 1_800_000);

test.each(languages)(
  'in %s one try outlasts the 29 s in which API Gateway answers',
  async (language) => {
    const gateway = await startScriptedGateway();
    const client = await startClient(language, { url: gateway.url, key: 'gk_test_1' });
    const intent = 'patient';
    gateway.answer(intent, ['silence', { status: 599 }]);

    const operation = 'komoju.payment.create';
    const path = '/komoju/api/v1/payments';
    await client.call({
      ...{ operation, names: {}, method: 'POST', path, intent, withinMs: 30_000 },
    });

    // Nothing was sent again before the time of the call was over.
    expect(gateway.asked(intent).length).toBe(1);
    await client.close();
    await gateway.close();
  },
  60_000,
);
