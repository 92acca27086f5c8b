import { beforeAll, describe } from '@jest/globals';
import { versions, type Version } from '../../lib/local/simulators/komoju/assumptions.ts';
import type { System } from './system.ts';

export { versions };

export const [older, newer] = versions;

/** Sets the version of the key, as KOMOJU's dashboard does. */
export const setVersion = (local: System, version: Version): Promise<unknown> =>
  local.sandbox('POST', 'komoju/version', { version });

/** The same journeys with a key of each version of KOMOJU's API, in one system. */
export const atEachVersion = (system: () => System, journeys: (version: Version) => void): void => {
  describe.each(versions)('at version %s of KOMOJU', (version) => {
    beforeAll(() => setVersion(system(), version));
    journeys(version);
  });
};
