import { expect, test } from '@jest/globals';
import { operationIds, providerNames, rowOf } from '../../functions/operations.ts';
import { loadCatalogue } from '../../lib/catalogue.ts';

test('a catalogue holds every provider, and the contract of every row that acts', async () => {
  const { providers, contracts } = await loadCatalogue();

  expect(providers.map(({ name }) => name)).toEqual(providerNames);
  expect(Object.keys(contracts)).toEqual(operationIds.filter((id) => rowOf(id).effect === 'once'));
  for (const contract of Object.values(contracts)) expect(contract.tell).toBeInstanceOf(Function);
});
