import { ofType } from '../template-reader.ts';
import { rulesIn, startWebAcl } from './local-web-acl.ts';
import { create, webhook, without } from './request.ts';
import { synthesizeWebAcl } from './synthesize-web-acl.ts';

/* Who may call where an environment lists addresses, and what an environment may say. */

describe('a list of callers’ addresses', () => {
  const listed = synthesizeWebAcl({
    callerAddresses: ['203.0.113.0/24', '2001:db8::/48', '198.51.100.7/32'],
  });

  test.each(['203.0.113.200', '198.51.100.7', '2001:db8::1'])('lets %s call', (address) => {
    expect(startWebAcl(listed)(create({ address }))).toBeUndefined();
  });

  test.each(['203.0.114.1', '198.51.100.8', '2001:db9::1'])('lets %s not', (address) => {
    expect(startWebAcl(listed)(create({ address }))).toEqual({
      by: 'StrangeAddress',
      status: 403,
    });
  });

  test('is not asked about health, which the canary asks from anywhere, with a key', () => {
    const ask = startWebAcl(listed);
    const health = create({
      address: '192.0.2.1',
      method: 'GET',
      path: '/test/gateway/v1/health',
      body: '',
    });

    expect(ask(health)).toBeUndefined();
    for (const other of [
      without(health, 'authorization'),
      { ...health, headers: { ...health.headers, authorization: 'Bearer guess' } },
      { ...health, method: 'POST' },
      { ...health, path: '/test/gateway/v1/operations/health' },
      { ...health, path: '/test/gateway/v1/health/' },
    ])
      expect(ask(other)?.by).toBe('StrangeAddress');
  });

  test('is not asked about webhooks, but about everything else', () => {
    const ask = startWebAcl(listed);
    const address = '192.0.2.1';

    expect(ask(webhook({ address }))).toBeUndefined();
    for (const path of ['/test/gateway/v1/health', '/test/komoju/webhooks/', '/test'])
      expect(ask(webhook({ address, path }))?.by).toBe('StrangeAddress');
  });

  test('is asked first, and one kind of address is enough', () => {
    const one = synthesizeWebAcl({ callerAddresses: ['2001:db8::/48'] });
    const sets = [...ofType(one, 'AWS::WAFv2::IPSet').values()];

    expect(rulesIn(one)[0]?.Name).toBe('StrangeAddress');
    expect(sets.map(({ Properties }) => Properties)).toEqual([
      { Scope: 'REGIONAL', IPAddressVersion: 'IPV6', Addresses: ['2001:db8::/48'] },
    ]);
    expect(startWebAcl(one)(create())?.by).toBe('StrangeAddress');
  });
});

describe('an environment', () => {
  test('says the limits, and another mode has keys and paths of its own', () => {
    const limits = synthesizeWebAcl({
      mode: 'live',
      cardRequestsPerKeyAndMinute: 60,
      keylessPerAddressAndMinute: 11,
      webhooksPerAddressAndMinute: 120,
    });
    const rates = rulesIn(limits).map(({ Statement }) => Statement.RateBasedStatement?.Limit);
    const text = JSON.stringify(rulesIn(limits));

    expect(rates.filter((limit) => limit !== undefined)).toEqual([120, 11, 60]);
    expect(text).toContain('^(?:/live)?');
    expect(text).toContain('gk_live_');
    expect(text).not.toContain('test');
  });
});
