import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answered, from, serveApi, type ServedApi, type Received } from './rest-api.ts';

/* What becomes of a function's answer. Each case names the document that it comes from. */

let served: ServedApi;
beforeAll(async () => {
  served = await serveApi();
});
afterAll(() => served.close());

const after = (answer: unknown): Promise<Received> => {
  served.answers['show'] = answered(answer);
  return served.send({ path: '/payments/1' });
};

type Case = readonly [what: string, source: string, answer: object, expected: object];

// prettier-ignore
const answers: readonly Case[] = [
  ['its status and text', from.proxy, { statusCode: 402, body: '円' }, { status: 402, text: '円' }],
  ['a status that is text', from.choice, { statusCode: '201', body: '' }, { status: 201 }],
  ['no body where there is none', from.proxy, { statusCode: 204 }, { status: 204, text: '' }],
  ['no body where it is null', from.choice, { statusCode: 200, body: null }, { status: 200, text: '' }],
  ['base64 as it is, as the API has no binary media types', from.conversions,
    { statusCode: 200, body: '5YaG', isBase64Encoded: true }, { text: '5YaG' }],
];

type HeaderCase = readonly [
  what: string,
  source: string,
  headers: object,
  expected: Readonly<Record<string, string | string[] | undefined>>,
];

const both = (headers: object, multiValueHeaders: object) => ({ headers, multiValueHeaders });

// prettier-ignore
const headers: readonly HeaderCase[] = [
  ['JSON, where the function names no type', from.notes, {}, { 'content-type': 'application/json' }],
  ['the type that the function names, in whatever case', from.notes, both({ 'content-TYPE': 'text/plain' }, {}), { 'content-type': 'text/plain' }],
  ['a header with several values', from.proxy, both({}, { 'Set-Cookie': ['a=1', 'b=2'] }), { 'set-cookie': ['a=1', 'b=2'] }],
  ['one list of what is in both, and nothing twice', from.proxy, both({ 'X-A': '1' }, { 'X-A': ['2', '1'] }), { 'x-a': '2, 1' }],
  ['one list of what is in both with different values', from.proxy, both({ 'X-A': '1' }, { 'X-A': ['2'] }), { 'x-a': '2, 1' }],
  ['numbers and truth values written out', from.choice, both({ 'X-Number': 5, 'X-True': true }, {}), { 'x-number': '5', 'x-true': 'true' }],
  ['no header where the list is null', from.choice, { headers: null, multiValueHeaders: null }, { 'content-type': 'application/json' }],
  ['API Gateway’s names of the request, not the function’s', from.choice, both({ 'x-amzn-requestid': 'mine' }, {}),
    { 'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown as string }],
];

const remapped = [
  ...['Authorization', 'Connection', 'Content-MD5', 'Date', 'Max-Forwards', 'Server'],
  ...['User-Agent', 'WWW-Authenticate'],
];
const dropped = ['Expect', 'Host', 'Proxy-Authenticate', 'TE', 'Trailer', 'Upgrade', 'Via'];

describe('the caller gets', () => {
  test.each(answers)('%s (%s)', async (_what, _source, answer, expected) => {
    expect(await after(answer)).toMatchObject(expected);
  });

  test.each(headers)('%s (%s)', async (_what, _source, sent, expected) => {
    const { headers: received } = await after({ statusCode: 200, ...sent });

    expect(received).toMatchObject(expected);
  });

  test.each(remapped)(`%s under another name (${from.notes})`, async (name) => {
    const { headers: received } = await after({ statusCode: 200, headers: { [name]: 'mine' } });

    expect(received[`x-amzn-remapped-${name.toLowerCase()}`]).toBe('mine');
    expect(received[name.toLowerCase()]).not.toBe('mine');
  });

  test(`Content-Length under another name, and the right one (${from.seen('the guide of 2018')})`, async () => {
    const headers = { 'Content-Length': '99' };

    const received = await after({ statusCode: 200, headers, body: 'two' });

    expect(received.headers).toMatchObject({
      'content-length': '3',
      'x-amzn-remapped-content-length': '99',
    });
  });

  test.each(dropped)(`no %s (${from.notes})`, async (name) => {
    const { rawHeaders } = await after({ statusCode: 200, headers: { [name]: 'mine' } });

    expect(rawHeaders).not.toContain('mine');
  });

  test('no body after HEAD, to which no route answers (silent)', async () => {
    expect(await served.send({ method: 'HEAD' })).toMatchObject({ status: 403, text: '' });
  });
});

// prettier-ignore
const malformed: readonly (readonly [what: string, source: string, answer: unknown])[] = [
  ['nothing', from.failures, null],
  ['text', from.failures, 'done'],
  ['no status', from.proxy, { body: 'done' }],
  ['a status that is no number', from.proxy, { statusCode: 'fine' }],
  ['a status that HTTP does not know', from.choice, { statusCode: 99 }],
  ['a body that is no text', from.seen('vincentsarago/lambda-proxy#59'), { statusCode: 200, body: { a: 1 } }],
  ['a member that is not in the format', from.seen('sst/sst#2760'), { statusCode: 200, cookies: [] }],
  ['a header that is an object', from.proxy, { statusCode: 200, headers: { 'X-A': {} } }],
  ['a header that is a list, outside of the lists', from.proxy, { statusCode: 200, headers: { 'X-A': ['1'] } }],
  ['a header that HTTP cannot carry', from.choice, { statusCode: 200, headers: { 'X-A': 'a\nb' } }],
];

describe('an answer is malformed that is or has', () => {
  test.each(malformed)('%s (%s)', async (_what, _source, answer) => {
    const received = await after(answer);

    expect([received.status, received.text]).toEqual([502, '{"message":"Internal server error"}']);
    expect(received.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
  });
});
