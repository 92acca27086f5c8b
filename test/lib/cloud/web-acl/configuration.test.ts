import { gatewayErrors } from '../../../../functions/platform/gateway-error.ts';
import { webAclCostOfMonth } from '../../../bench/cost.ts';
import { onlyOne } from '../template-reader.ts';
import { rulesIn, type Rule } from './local-web-acl.ts';
import { namesIn } from './managed-rules.ts';
import { synthesizeWebAcl } from './synthesize-web-acl.ts';

/* What the template says beside what its rules match. */

type Answer = {
  readonly ResponseCode: number;
  readonly CustomResponseBodyKey: string;
  readonly ResponseHeaders: readonly { readonly Name: string; readonly Value: string }[];
};

/** Every pattern of a rule, however deep. */
const patternsIn = (rule: Rule): string[] =>
  [...JSON.stringify(rule).matchAll(/"RegexString":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']) => JSON.parse(text) as string,
  );

const template = synthesizeWebAcl();
const acl = onlyOne(template, 'AWS::WAFv2::WebACL').Properties;

describe('the web ACL', () => {
  test('asks its rules in this order, each with a metric, and keeps samples of no webhook', () => {
    const rules = rulesIn(template).map(({ Name, VisibilityConfig }) => [
      Name,
      VisibilityConfig.SampledRequestsEnabled,
    ]);

    expect(rules).toEqual([
      ['BodyTooLarge', false],
      ['WebhooksFromOneAddress', false],
      ['KeylessFromOneAddress', false],
      ['CardsWithOneKey', true],
      ['AWSManagedRulesCommonRuleSet', true],
      ['AWSManagedRulesKnownBadInputsRuleSet', true],
    ]);
    for (const { Name, VisibilityConfig } of rulesIn(template))
      expect(VisibilityConfig.MetricName).toBe(Name);
    expect(acl['VisibilityConfig']).toEqual({
      MetricName: 'a-gateway',
      CloudWatchMetricsEnabled: true,
      SampledRequestsEnabled: false,
    });
  });

  test('has as many rules as the costs tell of', () => {
    expect(webAclCostOfMonth(rulesIn(template).length)).toBe(webAclCostOfMonth());
  });

  test('lets pass what no rule stops, and sees 64 kB of a body', () => {
    expect(acl).toMatchObject({
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      AssociationConfig: {
        RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } },
      },
    });
  });

  test('hides keys, queries and bodies from samples and logs, in the counters’ details, too', () => {
    const hidden = [
      { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization'] },
      { FieldType: 'QUERY_STRING' },
      { FieldType: 'BODY' },
    ];

    expect(acl['DataProtectionConfig']).toEqual({
      DataProtections: hidden.map((Field) => ({ Field, Action: 'SUBSTITUTION' })),
    });
  });

  test('names only rules that AWS’s groups have', () => {
    const overrides = rulesIn(template).flatMap(
      ({ Statement: { ManagedRuleGroupStatement: group } }) =>
        (group?.RuleActionOverrides ?? []).map(({ Name }) => [group?.Name ?? '', Name] as const),
    );

    expect(overrides.length).toBeGreaterThan(0);
    for (const [group, name] of overrides) expect(namesIn(group)).toContain(name);
  });

  test('has patterns that WAF takes: at most 512 characters, no captured group, nothing that looks around', () => {
    const patterns = rulesIn(template).flatMap(patternsIn);

    expect(patterns.length).toBeGreaterThan(4);
    for (const pattern of patterns) {
      expect(pattern.length).toBeLessThanOrEqual(512);
      expect(pattern).not.toMatch(/\((?!\?:)/);
    }
  });
});

describe('what the web ACL answers', () => {
  test.each([
    ['BodyTooLarge', 413, 'invalid_parameter', { 'X-Retry-Advice': 'fix_request' }],
    ...['KeylessFromOneAddress', 'CardsWithOneKey'].map(
      (name) =>
        [
          name,
          429,
          'not_attempted',
          { 'X-Retry-Advice': 'same_request', 'Retry-After': '2' },
        ] as const,
    ),
    [
      'WebhooksFromOneAddress',
      503,
      'not_attempted',
      { 'X-Retry-Advice': 'same_request', 'Retry-After': '2' },
    ],
  ] as const)('%s: %d %s', (name, status, code, headers) => {
    const rule = rulesIn(template).find(({ Name }) => Name === name);
    const answer = rule?.Action?.Block.CustomResponse as Answer | undefined;
    const bodies = acl['CustomResponseBodies'] as Record<
      string,
      { readonly Content: string; readonly ContentType: string }
    >;
    const { Content = '{}', ContentType } = bodies[answer?.CustomResponseBodyKey ?? ''] ?? {};

    expect(answer?.ResponseCode).toBe(status);
    expect(
      Object.fromEntries(answer?.ResponseHeaders.map(({ Name, Value }) => [Name, Value]) ?? []),
    ).toEqual(headers);
    expect(ContentType).toBe('APPLICATION_JSON');
    // Every provider's error shape side by side, as API Gateway's own answers have them.
    expect(JSON.parse(Content)).toMatchObject({
      error: { code, details: { retry: gatewayErrors[code].retry } },
      code,
    });
  });
});
