import { startWebAcl, type LocalWebAcl } from './local-web-acl.ts';
import { basic, create, paymentsPath, webhook, without, type WebRequest } from './request.ts';
import { synthesizeWebAcl } from './synthesize-web-acl.ts';

/* Each rule of the web ACL by a request that it stops and one that it must not; the rules are the template's own. */

const template = synthesizeWebAcl();
let ask: LocalWebAcl;

beforeEach(() => {
  ask = startWebAcl(template);
});

const kB = 1024;
const body = (bytes: number): string => 'x'.repeat(bytes);

/** What a request looks like, the request, and by which rule it is stopped. */
// prettier-ignore
const stopped: readonly [string, WebRequest, string, number][] = [
  ['a body of more than 64 kB',             create({ body: body(64 * kB + 1) }),                    'BodyTooLarge',                  413],
  ['a webhook of 65 kB',                    webhook({ body: body(65 * kB) }),                       'BodyTooLarge',                  413],
  ['Log4Shell in a body',                   create({ body: 'description=${jndi:ldap://e.test/a}' }), 'Log4JRCE_BODY',                403],
  ['Log4Shell in a header',                 create({ headers: { 'x-api': '${jndi:ldap://e.test/a}' } }), 'Log4JRCE_HEADER',          403],
  ['a serialized object in a body',         create({ body: 'a=rO0ABXNy' }),                         'JavaDeserializationRCE_BODY',   403],
  ['metadata of a server asked for by a query', create({ method: 'GET', query: 'u=http%3A%2F%2F169.254.169.254%2Flatest' }), 'EC2MetaDataSSRF_QUERYARGUMENTS', 403],
  ['a URL with an address in a query',      create({ method: 'GET', query: 'page=http://192.0.2.1/a' }), 'GenericRFI_QUERYARGUMENTS', 403],
  ['a script in a query',                   create({ method: 'GET', query: 'page=%3Cscript%3E' }),  'CrossSiteScripting_QUERYARGUMENTS', 403],
  ['a file of the server in a path',        create({ path: '/test/..%2f..%2fetc/passwd' }),         'GenericLFI_URIPATH',            403],
  ['a scanner that says so',                create({ headers: { 'user-agent': 'Nmap Scripting Engine' } }), 'UserAgent_BadBots_HEADER', 403],
  ['a bad input on a path that only begins as a webhook’s', webhook({ path: '/test/komoju/webhooks/../api/v1/payments', body: '${jndi:x}' }), 'Log4JRCE_BODY', 403],
  ['a bad input on a webhook’s path in another writing', webhook({ path: '/test/komoju/%77ebhooks', body: '${jndi:x}' }), 'Log4JRCE_BODY', 403],
  ['a bad input on a path with a webhook’s in it', webhook({ path: '/a/test/komoju/webhooks', body: '${jndi:x}' }), 'Log4JRCE_BODY', 403],
];

// prettier-ignore
const honest: readonly [string, WebRequest][] = [
  ['a create',                              create()],
  ['a body of exactly 64 kB',               create({ body: body(64 * kB) })],
  ['a page to return to, on a test machine', create({ body: 'return_url=http%3A%2F%2F192.0.2.10%2Fthanks' })],
  ['a page to return to on the shop’s own machine', create({ body: 'return_url=http://127.0.0.1:8080/thanks' })],
  ['a description with HTML',               create({ body: 'description=%3Cscript%3E+for+beginners' })],
  ['a name with a path in it',              create({ body: 'metadata[file]=../../orders/7' })],
  ['a client without a User-Agent',         without(create(), 'user-agent')],
  ['a list with a page',                    create({ method: 'GET', query: 'page=2&per_page=100' })],
  ['a webhook',                             webhook()],
  ['a webhook with its token in the path',  webhook({ path: `/test/coiney/webhooks/${'aB3'.repeat(14)}` })],
  ['a webhook that speaks of anything',     webhook({ body: '{"description":"${jndi:x} rO0AB <script>"}' })],
  ['a webhook without the stage, if WAF is shown none', webhook({ path: '/komoju/webhooks', body: '${jndi:x}' })],
];

test.each(stopped)('stops %s', (_what, request, by, status) => {
  expect(ask(request)).toEqual({ by, status });
});

test.each(honest)('does not stop %s', (_what, request) => {
  expect(ask(request)).toBeUndefined();
});

/** Sends a number of requests in a second, for a minute, and tells what stopped the last one. */
function minuteOf(perSecond: number, next: (count: number) => WebRequest): ReturnType<LocalWebAcl> {
  let last: ReturnType<LocalWebAcl>;
  for (let count = 0; count < perSecond * 60; count += 1)
    last = ask(next(count), (count * 1000) / perSecond);
  return last;
}

/** Another address each time. */
const anywhere = (count: number): string => `192.0.${count % 250}.${Math.floor(count / 250) % 250}`;

describe('a key', () => {
  test('may send 100 creates a second from one server', () => {
    expect(minuteOf(100, () => create())).toBeUndefined();
  });

  test('is stopped with 160 a second, wherever they come from and whichever way they try cards', () => {
    const paths = [
      paymentsPath,
      '/test/komoju/api/v1/tokens',
      '/test/komoju/api/v1/sessions/s1/pay',
    ];
    const next = (count: number): WebRequest =>
      create({ path: paths[count % paths.length] ?? '', address: anywhere(count) });

    expect(minuteOf(160, next)).toEqual({ by: 'CardsWithOneKey', status: 429 });
  });

  test.each([
    '/test/komoju/api/v1/%70ayments',
    '/test//komoju/api/v1/./payments',
    `${paymentsPath}/`,
  ])('is counted where the path is written as %s', (path) => {
    expect(minuteOf(160, () => create({ path }))?.by).toBe('CardsWithOneKey');
  });

  test('is counted once in capitals and small letters', () => {
    const schemes = ['Basic', 'basic', 'BASIC', 'bAsIc'];
    const next = (count: number): WebRequest => {
      const authorization = create().headers['authorization'] ?? '';
      const scheme = schemes[count % schemes.length] ?? '';
      return create({ headers: { authorization: authorization.replace('Basic', scheme) } });
    };

    expect(minuteOf(160, next)?.by).toBe('CardsWithOneKey');
  });

  test('does not use up what another key is given', () => {
    minuteOf(160, () => create());
    const other = basic('gk_test_BbCdEfGhIjKlMnOpQrStUv:');

    expect(ask(create({ headers: { authorization: other } }), 60_000)).toBeUndefined();
  });

  test('is not counted by what takes no card', () => {
    expect(minuteOf(160, () => create({ method: 'GET' }))).toBeUndefined();
    expect(minuteOf(160, () => create({ path: `${paymentsPath}/p1/capture` }))).toBeUndefined();
  });

  test('is let go when its minute is over', () => {
    minuteOf(160, () => create());

    expect(ask(create(), 121_000)).toBeUndefined();
  });
});

describe('an address', () => {
  const keyless = without(create({ method: 'GET' }), 'authorization');
  const tooMany = { by: 'KeylessFromOneAddress', status: 429 };

  test('is stopped that floods without a key', () => {
    expect(minuteOf(2, () => keyless)).toEqual(tooMany);
  });

  test.each<[string, (count: number) => string]>([
    ['words', (count) => `Bearer ${count}`],
    ['user names', (count) => basic(`admin${count}:`)],
    ['keys of the other mode', () => basic('gk_live_AbCdEfGhIjKlMnOpQrStUv:')],
    ['one key and other passwords', (count) => basic(`gk_test_AbCdEfGhIjKlMnOpQrStUv:${count}`)],
    ['keys that are too short', (count) => `Bearer gk_test_${count}`],
  ])('is stopped that floods with %s', (_what, authorizationOf) => {
    const next = (count: number): WebRequest =>
      create({ headers: { authorization: authorizationOf(count) } });

    expect(minuteOf(2, next)).toEqual(tooMany);
  });

  test('may ask now and then without a key', () => {
    expect(minuteOf(1, () => keyless)).toBeUndefined();
  });

  test('of a merchant still gets through with its key while something there floods without one', () => {
    minuteOf(100, () => keyless);

    expect(ask(create({ address: keyless.address }), 60_000)).toBeUndefined();
  });

  test('of a provider may send 50 webhooks a second', () => {
    expect(minuteOf(50, () => webhook())).toBeUndefined();
  });

  test('is asked to come again that sends 60 webhooks a second, and no other one is', () => {
    expect(minuteOf(60, () => webhook({ address: '192.0.2.66' }))).toEqual({
      by: 'WebhooksFromOneAddress',
      status: 503,
    });
    expect(ask(webhook(), 60_000)).toBeUndefined();
  });
});
