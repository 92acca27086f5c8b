import { expect, test } from '@jest/globals';
import { recorded, type Recorded } from '../../../lib/openapi/examples/recorded.ts';
import { expectDocumented, type Judged } from '../../support/openapi.ts';

/* That the journeys would notice: a recorded answer, and request, is as the document says, and a changed one is not. */

const path = '/komoju/api/v1/payments';

function recordedAs(name: string): Recorded {
  const found = recorded().find((each) => each.name === name);
  if (found === undefined) throw new Error(`Nothing is recorded as ${name}.`);
  return found;
}

/** A create of a payment that went well, with changes. */
function create(changes: Partial<Judged> = {}): Judged {
  const { request, status, headers, answer } = recordedAs('captured');
  return {
    ...{ method: 'POST', path, status },
    type: 'application/json',
    sent: JSON.stringify(request),
    headers: new Headers({ ...headers, 'content-type': 'application/json; charset=utf-8' }),
    body: JSON.stringify(answer),
    ...changes,
  };
}

const answered = (changes: object): Partial<Judged> => ({
  body: JSON.stringify({ ...(recordedAs('captured').answer as object), ...changes }),
});

const withoutHeader = (name: string): Partial<Judged> => {
  const { headers } = create();
  headers.delete(name);
  return { headers };
};

test('what was recorded is as the document says', () => {
  expect(() => {
    expectDocumented(create());
  }).not.toThrow();
});

test('members that the document does not list pass', () => {
  expect(() => {
    expectDocumented(create(answered({ new_member: 1 })));
  }).not.toThrow();
});

test.each<[string, Partial<Judged>, RegExp]>([
  ['a member is missing', answered({ id: undefined }), /payment\.create .* required property 'id'/],
  ['a member has another type', answered({ amount: '1000' }), /it\/amount must be integer/],
  ['a member of a member has', answered({ refunds: [{ id: 1 }] }), /it\/refunds\/0/],
  ['a time is none', answered({ created_at: 'today' }), /date-time/],
  ['the status is none of its', { status: 302 }, /no such status/],
  ['the type is another', { headers: new Headers({ 'content-type': 'text/html' }) }, /text\/html/],
  ['it carries no advice', withoutHeader('x-retry-advice'), /X-Retry-Advice is missing/],
  ['it carries no request id', withoutHeader('x-request-id'), /X-Request-Id is missing/],
  ['it was accepted without an amount', { sent: '{"currency":"JPY"}' }, /property 'amount'/],
  ['a form was accepted without one', { type: undefined, sent: 'currency=JPY' }, /'amount'/],
])('it fails where %s', (_, changes, message) => {
  expect(() => {
    expectDocumented(create(changes));
  }).toThrow(message);
});

test('an error of the gateway has one of the codes that are listed for its status', () => {
  const { status, headers, answer } = recordedAs('operation-unknown');
  const judged: Judged = {
    ...{ method: 'GET', path: `/gateway/v1/operations/op_${'0'.repeat(26)}`, status },
    headers: new Headers({ ...headers, 'content-type': 'application/json' }),
    body: JSON.stringify(answer),
  };

  expect(() => {
    expectDocumented(judged);
  }).not.toThrow();
  expect(() => {
    expectDocumented({ ...judged, body: judged.body.replace('not_found', 'nowhere') });
  }).toThrow(/error\/code must be equal to one of the allowed values/);
  expect(() => {
    expectDocumented({ ...judged, body: judged.body.replace('not_found', 'not_allowed') });
  }).toThrow(/the code not_allowed is not listed for this status/);
});

test('a route that the document does not have is not judged', () => {
  expect(() => {
    expectDocumented(create({ path: '/elsewhere', status: 999 }));
  }).not.toThrow();
});
