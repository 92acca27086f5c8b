import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ProviderOperationId } from '../../../functions/operations.ts';
import { readRequest, type Operation } from '../../../functions/http/request/request.ts';
import type { AnyContract } from '../../../functions/providers/contract.ts';
import { gatewayErrors } from '../../../functions/platform/gateway-error.ts';
import { registry } from '../../../functions/registry.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

const eventOf = (changes: Partial<APIGatewayProxyEvent>): APIGatewayProxyEvent =>
  ({
    isBase64Encoded: false,
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    multiValueQueryStringParameters: null,
    pathParameters: null,
    ...changes,
  }) as unknown as APIGatewayProxyEvent;

const operationOf = (
  id: ProviderOperationId,
  cardData: Operation['cardData'] = 'tokens-only',
): Operation & { contract: AnyContract } => {
  const provider = registry.providers.find(({ name }) => id.startsWith(`${name}.`));
  const contract = registry.contracts[id];
  if (provider === undefined || contract === undefined) throw new Error(`Nobody serves ${id}.`);
  return { id, provider, contract, cardData };
};

const creating = operationOf('komoju.payment.create');
const order = { amount: 1, currency: 'JPY' };
const card = '4111111111111111';

const errorFrom = (event: Partial<APIGatewayProxyEvent>, operation = creating): unknown =>
  gatewayErrorFrom(() => readRequest(eventOf(event), operation));
const errorOf = (members: object): unknown =>
  errorFrom({ body: JSON.stringify({ ...order, ...members }) });

describe('card data is refused where only tokens are accepted', () => {
  test.each<[where: string, members: object, param: string]>([
    [
      'the number',
      { payment_details: { type: 'credit_card', number: card } },
      'payment_details.number',
    ],
    [
      'its field, whatever it holds',
      { payment_details: { number: null } },
      'payment_details.number',
    ],
    [
      'a verification value',
      { payment_details: { verification_value: '123' } },
      'payment_details.verification_value',
    ],
    [
      'a verification value by another name',
      { payment_details: { cvc: '123' } },
      'payment_details.cvc',
    ],
    ['a field outside of the details', { card: { number: 'tok_1' } }, 'card.number'],
    [
      'a field in another spelling',
      { metadata: { 'Security-Code': '123' } },
      'metadata.Security-Code',
    ],
    ['a field in full width', { metadata: { ｃｖｃ: '123' } }, 'metadata.ｃｖｃ'],
    ['a field in camel case', { metadata: { cardNumber: 'x' } }, 'metadata.cardNumber'],
    ['a field in a list', { items: [{}, { cvv: 1 }] }, 'items.1.cvv'],
    ['a description', { description: `card ${card}` }, 'description'],
    ['an order number', { external_order_num: '4111-1111-1111-1111' }, 'external_order_num'],
    ['metadata', { metadata: { note: '4111 1111 1111 1111' } }, 'metadata.note'],
    ['a number', { metadata: { note: 4111111111111111 } }, 'metadata.note'],
    ['a list', { items: ['a', { b: [card] }] }, 'items.1.b.0'],
    ['a deep member', { a: { b: { c: { d: { e: { f: card } } } } } }, 'a.b.c.d.e.f'],
    ['a token', { payment_details: card }, 'payment_details'],
    ['the currency', { currency: card }, 'currency'],
    ['digits of full width', { description: '４１１１１１１１１１１１１１１１' }, 'description'],
    ['digits with joiners', { description: Array.from(card).join('\u200d') }, 'description'],
    ['digits with marks', { description: Array.from(card).join('\u0301') }, 'description'],
    ['JSON in a text', { metadata: { raw: JSON.stringify({ n: card }) } }, 'metadata.raw'],
    [
      'escapes in a text',
      { metadata: { raw: String.raw`\u0034${card.slice(1)}` } },
      'metadata.raw',
    ],
    [
      'a prepaid number that is of a card',
      { payment_details: { type: 'credit_card', prepaid_number: card } },
      'payment_details.prepaid_number',
    ],
    [
      'a prepaid number without a type',
      { payment_details: { prepaid_number: card } },
      'payment_details.prepaid_number',
    ],
    [
      'a prepaid number elsewhere',
      { metadata: { type: 'web_money', prepaid_number: card } },
      'metadata.prepaid_number',
    ],
    [
      'another field of prepaid details',
      { payment_details: { type: 'web_money', email: card } },
      'payment_details.email',
    ],
    [
      'a prepaid number of a list of types',
      { payment_details: { type: ['web_money'], prepaid_number: card } },
      'payment_details.prepaid_number',
    ],
    [
      'below a prepaid number',
      { payment_details: { type: 'web_money', prepaid_number: { a: card } } },
      'payment_details.prepaid_number.a',
    ],
  ])('in %s', (_, members, param) => {
    expect(errorOf(members)).toMatchObject({ code: 'card_data_not_accepted', param });
  });

  test('in a member’s name', () => {
    expect(errorOf({ metadata: { [card]: 'x' } })).toMatchObject({
      code: 'card_data_not_accepted',
    });
  });

  test('in escapes of JSON', () => {
    const body = String.raw`{"amount":1,"description":"\u0034111\/1111\t1111 1111"}`;

    expect(errorFrom({ body })).toMatchObject({
      code: 'card_data_not_accepted',
      param: 'description',
    });
  });

  test('in a form too, before anything else that is wrong with the body', () => {
    const multiValueHeaders = { 'content-type': ['application/x-www-form-urlencoded'] };

    expect(errorFrom({ body: `payment_details[number]=${card}`, multiValueHeaders })).toMatchObject(
      { code: 'card_data_not_accepted', param: 'payment_details.number' },
    );
  });

  test.each<[where: string, query: Record<string, string[]>, param: string]>([
    ['a value', { external_order_num: ['x', card] }, 'external_order_num'],
    ['a field', { cvc: ['123'] }, 'cvc'],
    ['a field in brackets', { 'payment_details[number]': ['x'] }, 'payment_details[number]'],
  ])('in %s of a query, of a mutation and of a read', (_, query, param) => {
    const event = { multiValueQueryStringParameters: query };
    const expected = { code: 'card_data_not_accepted', param };

    expect(errorFrom({ ...event, body: JSON.stringify(order) })).toMatchObject(expected);
    expect(errorFrom(event, operationOf('komoju.payment.list'))).toMatchObject(expected);
  });

  test('in a path', () => {
    const event = { pathParameters: { paymentId: card } };

    expect(errorFrom(event, operationOf('komoju.payment.show'))).toMatchObject({
      code: 'card_data_not_accepted',
      param: 'paymentId',
    });
  });

  test('at a provider without fields for it', () => {
    const body = JSON.stringify({ ...order, amount: 100, subject: card });

    expect(errorFrom({ body }, operationOf('coiney.payment.create'))).toMatchObject({
      code: 'card_data_not_accepted',
      param: 'subject',
      message: gatewayErrors.card_data_not_accepted.title,
    });
  });

  test('and it is told where the token goes', () => {
    expect(errorOf({ description: card })).toMatchObject({
      message: expect.stringMatching(/send the token as payment_details\.$/),
    });
  });
});

describe('what is no card data goes on', () => {
  test.each<[what: string, members: object]>([
    ['a token', { payment_details: 'tok_1' }],
    ['cash', { payment_details: { type: 'konbini', store: 'lawson', phone: '080-1111-2222' } }],
    ['nothing', { payment_details: null }],
    ['a list', { payment_details: ['number'] }],
    [
      'a prepaid number that looks like a card’s',
      { payment_details: { type: 'web_money', prepaid_number: card } },
    ],
    ['a list of numbers, none of a card', { items: ['4111', '1111', '1111', '1111'] }],
    ['that of another type', { payment_details: { type: 'net_cash', prepaid_number: card } }],
    [
      'order numbers',
      {
        external_order_num: '20260617081522',
        metadata: { a: '0f8fad5b-d9cb-469f-a165-70867728950e' },
      },
    ],
  ])('such as %s', (_, members) => {
    const event = eventOf({ body: JSON.stringify({ ...order, ...members }) });

    expect(readRequest(event, creating).method).toBe('POST');
  });

  test('nor is card data where it is accepted', () => {
    const event = eventOf({
      body: JSON.stringify({ ...order, payment_details: { number: card } }),
    });

    expect(readRequest(event, operationOf('komoju.payment.create', 'accept')).method).toBe('POST');
  });
});

test('a path holds no card number even where card data is accepted, because it goes on record', () => {
  const event = { pathParameters: { paymentId: card } };

  expect(errorFrom(event, operationOf('komoju.payment.show', 'accept'))).toMatchObject({
    code: 'invalid_parameter',
    param: 'paymentId',
  });
});
