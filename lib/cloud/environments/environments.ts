import { existsSync, readFileSync } from 'node:fs';
import type { Environment } from './environment.ts';
import { parseEnvironments } from './parse.ts';

/** Where a merchant says what its stacks are. No version of the gateway brings this file, so none changes it. */
export const environmentsFile = 'environments.json';

/** The stacks of who has written nothing yet. */
export const environments: readonly Environment[] = [
  {
    stackName: 'payment-gateway-test',
    mode: 'test',
    cardData: 'tokens-only',
    accountCloudWatchRole: 'create',
  },
  {
    stackName: 'payment-gateway-live',
    mode: 'live',
    cardData: 'tokens-only',
    // Right for an account of its own, which live payments deserve; 'exists' where the test stack lives beside it.
    accountCloudWatchRole: 'create',
  },
];

/**
 * The stacks that `cdk deploy` knows: those of the merchant's file, or else the two of above.
 *
 * @throws Error with the file's name and everything that is wrong in it
 */
export const readEnvironments = (file: string = environmentsFile): readonly Environment[] =>
  existsSync(file) ? parseEnvironments(readFileSync(file, 'utf8'), file) : environments;
