import { expect, test } from '@jest/globals';
import { plainSettings, providerSecrets } from '../../../lib/cloud/permissions.ts';
import type { Effect } from '../../../functions/operations.ts';

const effects = Object.keys(providerSecrets) as Effect[];

// That a function in the template has exactly the settings of its effect, payments-stack.test.ts shows.
test.each(effects.filter((effect) => providerSecrets[effect] !== 'none'))(
  'what may read a provider’s secret is told the mode that its key must be of: %s',
  (effect) => {
    expect(plainSettings[effect]).toContain('MODE');
  },
);
