import { describe, expect, test } from '@jest/globals';
import { publishableKey } from '../../../../../../lib/local/simulators/komoju/protocol/authentication.ts';
import { basic, runSimulators, secretKey } from '../../running-simulators.ts';
import { askKomoju, pay, rejected, tryToPay } from '../orders.ts';

runSimulators();

describe('a key', () => {
  test.each([
    ['missing', { authorization: '' }],
    ['unknown', basic('sk_test_2')],
    ['not Basic', { authorization: `Bearer ${secretKey}` }],
  ])('that is %s is unauthorized', async (_what, headers) => {
    expect(await tryToPay({}, headers)).toEqual(rejected(401, 'unauthorized'));
  });

  test('may come without its colon', async () => {
    await pay({}, { authorization: `Basic ${btoa(secretKey)}` });
  });

  test('that is publishable makes tokens only', async () => {
    const headers = basic(publishableKey);

    const answers = [
      await tryToPay({}, headers),
      await askKomoju('GET /payments', undefined, headers),
    ];

    const rejection = rejected(403, 'forbidden');
    expect(answers).toEqual([rejection, rejection]);
  });
});
