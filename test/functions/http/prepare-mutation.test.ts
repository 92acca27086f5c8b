import { expect, test } from '@jest/globals';
import { contract } from '../../../functions/komoju/payment/create.ts';
import { claimRequestOf, type Prepared } from '../../../functions/http/prepare-mutation.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';

/* What of a request goes on record. */

const preparedOf = (value: object): Prepared =>
  ({
    id: 'op_1',
    caller: 'storefront',
    operation: { id: 'komoju.payment.create', provider: komoju, contract, cardData: 'accept' },
    request: { pathParameters: {}, body: { value } },
    ledgerSecret: { version: 1, key: () => undefined },
    secret: { account: 'main', values: {} },
  }) as unknown as Prepared;

test.each([
  ['JPY', 'JPY'],
  ['4111111111111111', '411111••••••1111'],
])('a currency is a caller’s text: %s goes on record as %s', (currency, recorded) => {
  const { requested } = claimRequestOf(preparedOf({ amount: 1000, currency }));

  expect(requested).toEqual({ amount: 1000, currency: recorded });
});
