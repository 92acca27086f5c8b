import { expect, test } from '@jest/globals';
import { minimal, synthesize } from '../synthesize.ts';

type Outputs = Readonly<Record<string, { readonly Value: unknown }>>;

const outputsOf = async (names: readonly string[]): Promise<Outputs> => {
  const endpoints = names.map((name) => ({ name, url: `https://${name}.example.com/` }));
  const template = await synthesize({ ...minimal, endpoints });
  return (template as unknown as { readonly Outputs: Outputs }).Outputs;
};

test('people are told the names of end points, and where the secret of each is', async () => {
  const outputs = await outputsOf(['shop', 'demo-shop-2']);

  expect(outputs['EndpointNames']?.Value).toBe('shop demo-shop-2');
  expect(Object.keys(outputs)).toEqual(
    expect.arrayContaining(['EndpointShopSecretArn', 'EndpointDemoShop2SecretArn']),
  );
}, 60_000);

test('a stack without end points has no output of them', async () => {
  const names = Object.keys(await outputsOf([]));

  expect(names.filter((name) => name.startsWith('Endpoint'))).toEqual([]);
}, 60_000);
