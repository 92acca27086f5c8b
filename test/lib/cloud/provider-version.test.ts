import { expect, test } from '@jest/globals';
import { synthesize } from './synthesize.ts';
import { ofType } from './template-reader.ts';

test('a pinned version of a provider’s API is told to its functions, and to no other', async () => {
  const template = await synthesize({
    stackName: 'a-gateway',
    mode: 'test',
    cardData: 'tokens-only',
    accountCloudWatchRole: 'exists',
    providerVersions: { komoju: '2025-01-28' },
  });
  const told = [...ofType(template, 'AWS::Lambda::Function')].map(([path, { Properties }]) => {
    const { Environment: { Variables = {} } = {} } = Properties as {
      readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
    };
    return [path, Variables['KOMOJU_VERSION'], 'KOMOJU_ORIGIN' in Variables] as const;
  });

  for (const [, version, calls] of told) expect(version).toBe(calls ? '2025-01-28' : undefined);
  expect(told.filter(([, version]) => version !== undefined).length).toBeGreaterThan(10);
}, 60_000);
