import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { readRequest, type Operation } from '../../../functions/http/request.ts';
import * as create from '../../../functions/komoju/payment-create.ts';
import type { AnyContract } from '../../../functions/providers/contract.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

const eventOf = (changes: Partial<APIGatewayProxyEvent>): APIGatewayProxyEvent =>
  ({
    isBase64Encoded: false,
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    multiValueQueryStringParameters: null,
    pathParameters: null,
    ...changes,
    requestContext: {
      authorizer: { callerId: 'storefront', scopes: 'komoju.*', mustSendKey: 'true' },
      extendedRequestId: 'extended',
    },
  }) as unknown as APIGatewayProxyEvent;

const creating: Operation & { contract: AnyContract } = {
  id: 'komoju.payment.create',
  provider: komoju,
  contract: create.contract as unknown as AnyContract,
  cardData: 'accept',
};

describe('a raw card number', () => {
  const tokensOnly = { ...creating, cardData: 'tokens-only' as const };
  const withDetails = (details: unknown): string =>
    JSON.stringify({ amount: 1, currency: 'JPY', payment_details: details });

  test.each([
    ['number', { type: 'credit_card', number: '4111111111111111' }],
    ['number', { number: null }],
    ['verification_value', { verification_value: '123' }],
  ])('is refused where only tokens are accepted: %s in %j', (member, details) => {
    const event = eventOf({ body: withDetails(details) });

    expect(gatewayErrorFrom(() => readRequest(event, tokensOnly))).toMatchObject({
      code: 'card_data_not_accepted',
      param: `payment_details.${member}`,
    });
  });

  test('is refused in a form too, before anything else that is wrong with the body', () => {
    const event = eventOf({
      body: 'payment_details[number]=4111111111111111',
      multiValueHeaders: { 'content-type': ['application/x-www-form-urlencoded'] },
    });

    expect(gatewayErrorFrom(() => readRequest(event, tokensOnly)).code).toBe(
      'card_data_not_accepted',
    );
  });

  test.each(['tok_1', { type: 'konbini', store: 'lawson' }, null, ['number'], undefined])(
    'is not what %j is',
    (details) => {
      const event = eventOf({ body: withDetails(details) });

      expect(readRequest(event, tokensOnly).method).toBe('POST');
    },
  );

  test('goes on where it is accepted', () => {
    const event = eventOf({ body: withDetails({ number: '4111111111111111' }) });

    expect(readRequest(event, creating).method).toBe('POST');
  });
});
