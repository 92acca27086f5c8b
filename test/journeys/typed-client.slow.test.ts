import { expect, test } from '@jest/globals';
import { isInstalled, startClient } from '../support/client/client-process.ts';
import { startScriptedGateway } from '../support/client/scripted-gateway.ts';

/*
 * lib/client waits as long as it says. Through every fault, in processes that die, it goes by
 * `npm run load -- --client node --client python`.
 */

/** CI has Python; which language a machine lacks is seen in the names of the tests. */
const languages = (['node', 'python'] as const).filter(isInstalled);
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
